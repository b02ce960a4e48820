//! The server's certificate: made, kept, found again.
//!
//! The authority and its one certificate are made together, live equally long, and are replaced together,
//! so that one check (does the authority's certificate vouch for the server's, now?) covers both. The
//! authority is constrained to names of this machine: whoever steals its key can impersonate nobody else.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::path::{Path, PathBuf};
use std::time::Duration;

use kernel::Timestamp;
use rcgen::{
    BasicConstraints, CertificateParams, CidrSubnet, DistinguishedName, DnType, Error,
    ExtendedKeyUsagePurpose, GeneralSubtree, IsCa, Issuer, KeyPair, KeyUsagePurpose, NameConstraints,
    date_time_ymd,
};
use rustls::RootCertStore;
use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::ServerCertVerifier as _;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName, UnixTime};

/// Days that a certificate is good for: the most that Apple's systems accept from an authority that a user
/// has added (support article 103769).
const LIFE_DAYS: u64 = 825;

const DAY_MS: u64 = 86_400_000;

/// What clients call this server: the machine, and the host styles of S3, API Gateway and Lambda URLs.
///
/// `*.localhost` is not among them: no client takes a wildcard right below a top-level name, and those on
/// rustls refuse the whole certificate.
const NAMES: [&str; 7] = [
    "localhost",
    "*.s3.localhost",
    "*.execute-api.localhost",
    "*.lambda-url.localhost",
    "host.docker.internal",
    "127.0.0.1",
    "::1",
];

/// A certificate that a server can use.
pub(super) struct Certificate {
    /// The authority's certificate, where it is ours.
    pub(super) authority_pem: Option<String>,
    /// The server's certificate first.
    pub(super) chain: Vec<CertificateDer<'static>>,
    pub(super) key: PrivateKeyDer<'static>,
}

/// What [`make`] makes and a directory keeps, as PEM.
pub(super) struct Kept {
    pub(super) ca_pem: String,
    pub(super) ca_key: String,
    pub(super) cert_pem: String,
    pub(super) key_pem: String,
}

/// The certificate that the user supplies.
pub(super) fn of_files(cert: &Path, key: &Path) -> io::Result<Certificate> {
    parsed(&read(cert)?, &read(key)?, None).map_err(|error| {
        let pair = format!("`{}` and `{}`", cert.display(), key.display());
        io::Error::new(error.kind(), format!("{pair} are no PEM certificate and key: {error}"))
    })
}

/// The certificate in `directory`; made anew where there is none, or none that is good at `now`.
pub(super) fn kept_in(directory: &Path, now: Timestamp) -> io::Result<Certificate> {
    if let Some(certificate) = Kept::read(directory)?.and_then(|kept| kept.certificate().ok())
        && is_good(&certificate, now)
    {
        return Ok(certificate);
    }
    let kept = make(now)?;
    kept.write(directory)?;
    kept.certificate()
}

/// Where `directory` has the certificate that clients are to trust.
pub(super) fn authority_file(directory: &Path) -> PathBuf {
    directory.join("ca.pem")
}

/// A new authority and a certificate signed by it, good from a day before `now`.
pub(super) fn make(now: Timestamp) -> io::Result<Kept> {
    made(now).map_err(|error| io::Error::other(format!("cannot make a certificate: {error}")))
}

fn made(now: Timestamp) -> Result<Kept, Error> {
    let (ca_key, key) = (KeyPair::generate()?, KeyPair::generate()?);
    let mut authority = params(&[], "pumphouse local CA", now)?;
    authority.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    authority.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    authority.name_constraints =
        Some(NameConstraints { permitted_subtrees: this_machine(), excluded_subtrees: Vec::new() });
    let mut server = params(&NAMES, "pumphouse", now)?;
    server.use_authority_key_identifier_extension = true;
    server.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    server.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    let ca_pem = authority.self_signed(&ca_key)?.pem();
    let cert_pem = server.signed_by(&key, &Issuer::from_params(&authority, &ca_key))?.pem();
    Ok(Kept { ca_pem, ca_key: ca_key.serialize_pem(), cert_pem, key_pem: key.serialize_pem() })
}

fn params(names: &[&str], common_name: &str, now: Timestamp) -> Result<CertificateParams, Error> {
    let mut params = CertificateParams::new(names.iter().map(|name| name.to_string()).collect::<Vec<_>>())?;
    params.distinguished_name = DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, common_name);
    let date = |time: u64| {
        let (year, month, day, ..) = Timestamp(time).civil();
        date_time_ymd(i32::try_from(year).unwrap_or(9999), month, day)
    };
    params.not_before = date(now.0.saturating_sub(DAY_MS));
    params.not_after = date(now.0.saturating_add((LIFE_DAYS - 1) * DAY_MS));
    Ok(params)
}

fn this_machine() -> Vec<GeneralSubtree> {
    let address =
        |address: IpAddr, bits| GeneralSubtree::IpAddress(CidrSubnet::from_addr_prefix(address, bits));
    vec![
        GeneralSubtree::DnsName("localhost".into()),
        GeneralSubtree::DnsName("host.docker.internal".into()),
        address(Ipv4Addr::new(127, 0, 0, 0).into(), 8),
        address(Ipv6Addr::LOCALHOST.into(), 128),
    ]
}

/// Whether a client that trusts our authority would take the certificate at `now`.
fn is_good(certificate: &Certificate, now: Timestamp) -> bool {
    let vouched = || -> Option<bool> {
        let authority = certificate.authority_pem.as_ref()?;
        let mut roots = RootCertStore::empty();
        roots.add(CertificateDer::from_pem_slice(authority.as_bytes()).ok()?).ok()?;
        let verifier =
            WebPkiServerVerifier::builder_with_provider(roots.into(), super::provider()).build().ok()?;
        let (leaf, between) = certificate.chain.split_first()?;
        let now = UnixTime::since_unix_epoch(Duration::from_millis(now.0));
        let takes = |name: &str| {
            let name = ServerName::try_from(name.replace('*', "any")).ok()?;
            verifier.verify_server_cert(leaf, between, &name, &[], now).ok()
        };
        Some(NAMES.iter().all(|name| takes(name).is_some()))
    };
    vouched().unwrap_or(false)
}

fn parsed(cert: &[u8], key: &[u8], authority_pem: Option<String>) -> io::Result<Certificate> {
    let invalid = |what: &str| io::Error::new(io::ErrorKind::InvalidData, what.to_owned());
    let chain: Vec<_> = CertificateDer::pem_slice_iter(cert)
        .collect::<Result<_, _>>()
        .map_err(|error| invalid(&format!("the certificate is damaged: {error}")))?;
    if chain.is_empty() {
        return Err(invalid("there is no certificate"));
    }
    let key = PrivateKeyDer::from_pem_slice(key)
        .map_err(|error| invalid(&format!("the private key is missing or damaged: {error}")))?;
    let certificate = Certificate { authority_pem, chain, key };
    rustls::sign::CertifiedKey::from_der(
        certificate.chain.clone(),
        certificate.key.clone_key(),
        &super::provider(),
    )
    .map_err(|error| invalid(&format!("certificate and key do not fit: {error}")))?;
    Ok(certificate)
}

impl Kept {
    pub(super) fn certificate(self) -> io::Result<Certificate> {
        parsed(self.cert_pem.as_bytes(), self.key_pem.as_bytes(), Some(self.ca_pem))
    }

    /// `None` if one is missing: they are only good together.
    fn read(directory: &Path) -> io::Result<Option<Self>> {
        let file = |name: &str| match read(&directory.join(name)) {
            Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        };
        let all = (file("ca.pem")?, file("ca.key")?, file("cert.pem")?, file("key.pem")?);
        let (Some(ca_pem), Some(ca_key), Some(cert_pem), Some(key_pem)) = all else { return Ok(None) };
        Ok(Some(Self { ca_pem, ca_key, cert_pem, key_pem }))
    }

    /// Replaces all four. What a crash leaves half done does not fit together and is made anew.
    fn write(&self, directory: &Path) -> io::Result<()> {
        fs::create_dir_all(directory).map_err(|error| named(directory, error))?;
        write(&directory.join("ca.key"), &self.ca_key, true)?;
        write(&directory.join("key.pem"), &self.key_pem, true)?;
        write(&directory.join("cert.pem"), &self.cert_pem, false)?;
        write(&authority_file(directory), &self.ca_pem, false)
    }
}

fn read(path: &Path) -> io::Result<Vec<u8>> {
    fs::read(path).map_err(|error| named(path, error))
}

/// Writes beside `path` and renames. A secret is readable by its owner alone from the first moment on.
fn write(path: &Path, text: &str, is_secret: bool) -> io::Result<()> {
    let mut beside = path.as_os_str().to_owned();
    beside.push(".new");
    let beside = PathBuf::from(beside);
    let replace = || {
        match fs::remove_file(&beside) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let mut file = create(&beside, is_secret)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        fs::rename(&beside, path)
    };
    replace().map_err(|error| named(path, error))
}

fn create(path: &Path, is_secret: bool) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, if is_secret { 0o600 } else { 0o644 });
    #[cfg(not(unix))]
    let _ = is_secret;
    options.open(path)
}

fn named(path: &Path, error: io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("`{}`: {error}", path.display()))
}
