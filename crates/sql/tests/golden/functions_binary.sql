-- Trino's documentation of binary functions; hashes of RFCs 1321, 2202, 2104, 4231, 4648, of FIPS 180 and of their makers.
SELECT to_hex(md5(to_utf8('abc'))) = '900150983CD24FB0D6963F7D28E17F72', to_hex(sha1(to_utf8('abc'))), to_hex(sha256(to_utf8('abc')));
SELECT to_hex(sha512(to_utf8('abc'))) = 'DDAF35A193617ABACC417349AE20413112E6FA4E89A97EA20A9EEEE64B55D39A2192992A274FC1A836BA3C23A3FEEBBD454D4423643CE80E2A9AC94FA54CA49F', crc32(to_utf8('123456789')) = 3421780262;
SELECT to_hex(xxhash64(to_utf8(''))) = 'EF46DB3751D8E999', to_hex(xxhash64(to_utf8('abc'))) = '44BC2CF5AD770999', murmur3(from_base64('aaaaaa'));
SELECT to_hex(hmac_md5(to_utf8('what do ya want for nothing?'), to_utf8('Jefe'))) = '750C783E6AB0B503EAA86E310A5DB738', to_hex(hmac_sha1(to_utf8('what do ya want for nothing?'), to_utf8('Jefe'))) = 'EFFCDF6AE5EB2FA2D27416D5F184DF9C259A7C79';
SELECT to_hex(hmac_sha256(to_utf8('what do ya want for nothing?'), to_utf8('Jefe'))) = '5BDCC146BF60754E6A042426089575C75A003F089D2739839DEC58B964EC3843', length(hmac_sha512(to_utf8('a'), to_utf8('b')));
SELECT to_base64(to_utf8('hello?>')), to_base64url(to_utf8('hello?>')), to_base32(to_utf8('foobar')), from_utf8(from_base64('aGVsbG8/Pg==')), from_utf8(from_base64url('aGVsbG8_Pg')), from_utf8(from_base32('MZXW6YTBOI======'));
SELECT from_hex('FFabcd'), from_hex('4a4b'), to_hex(X'00ff'), length(X'0102'), X'65683F' || X'01';
SELECT to_big_endian_64(1), from_big_endian_64(to_big_endian_64(-2)), to_big_endian_32(1), from_big_endian_32(X'0000000A'), to_ieee754_64(1e0), from_ieee754_64(X'3FF0000000000000'), from_ieee754_32(to_ieee754_32(REAL '0.5'));
SELECT lpad(X'0102', 4, X'ff'), rpad(X'0102', 3, X'ff'), substr(X'010203', 2), substr(X'010203', -2, 1), reverse(X'010203'), concat(X'01', X'02');
SELECT from_hex('abc');
SELECT from_base64('!');
SELECT md5('abc');
