-- Trino's documentation of URL functions; parts of a URI that there are not.
SELECT url_extract_protocol('http://user@example.com:8080/a%20b/c?k1=v1&k2=v%202&k3#part'), url_extract_host('http://user@example.com:8080/a?b'), url_extract_port('http://example.com:8080/'), url_extract_path('http://e.com/a%20b/c?x=1');
SELECT url_extract_query('http://e.com/a?k1=v1&k2=v%202'), url_extract_fragment('http://e.com/a?x#part'), url_extract_parameter('http://e.com/a?k1=v1&k2=v%202&k3', 'k2'), url_extract_parameter('http://e.com/a?k1=v1&k3', 'k3') = '', url_extract_parameter('http://e.com/a?k1', 'k9');
SELECT url_extract_port('http://e.com/'), url_extract_query('http://e.com/') = '', url_extract_host('not a uri'), url_extract_host('/only/path') = '', url_extract_protocol('mailto:a@b');
SELECT url_encode('hello world & ü'), url_decode('hello+world+%26+%C3%BC');
SELECT url_decode('%zz');
SELECT url_extract_protocol('http://localhost:8080/req_path'), url_extract_protocol('https://127.0.0.1:8080/req_path'), url_extract_protocol('ftp://path/file');
