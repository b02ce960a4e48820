//! Connections.

use std::collections::BTreeMap;

use kernel::Timestamp;
use wire::{Document, Shape};

use crate::ComputeEnvironment;

/// AWS's `ConnectionInput`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct ConnectionInput {
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub name: String,
    #[shape(length(0..=2048), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\r\n\t]*")]
    pub description: Option<String>,
    pub connection_type: ConnectionType,
    #[shape(length(0..=10), member(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*"))]
    pub match_criteria: Option<Vec<String>>,
    #[shape(length(0..=100), member(length(1..=1024)))]
    pub connection_properties: BTreeMap<String, String>,
    #[shape(key(length(1..=128)), member(length(1..=2048)))]
    pub spark_properties: Option<BTreeMap<String, String>>,
    #[shape(key(length(1..=128)), member(length(1..=2048)))]
    pub athena_properties: Option<BTreeMap<String, String>>,
    #[shape(key(length(1..=128)), member(length(1..=2048)))]
    pub python_properties: Option<BTreeMap<String, String>>,
    pub physical_connection_requirements: Option<PhysicalConnectionRequirements>,
    pub authentication_configuration: Option<Document>,
    pub validate_credentials: Option<bool>,
    pub validate_for_compute_environments: Option<Vec<ComputeEnvironment>>,
}

/// AWS's `ConnectionStatus`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum ConnectionStatus {
    Ready,
    InProgress,
    Failed,
}

/// AWS's `Connection`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct Connection {
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub name: Option<String>,
    #[shape(length(0..=2048), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\r\n\t]*")]
    pub description: Option<String>,
    pub connection_type: Option<ConnectionType>,
    #[shape(length(0..=10), member(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*"))]
    pub match_criteria: Option<Vec<String>>,
    #[shape(length(0..=100), member(length(1..=1024)))]
    pub connection_properties: Option<BTreeMap<String, String>>,
    #[shape(key(length(1..=128)), member(length(1..=2048)))]
    pub spark_properties: Option<BTreeMap<String, String>>,
    #[shape(key(length(1..=128)), member(length(1..=2048)))]
    pub athena_properties: Option<BTreeMap<String, String>>,
    #[shape(key(length(1..=128)), member(length(1..=2048)))]
    pub python_properties: Option<BTreeMap<String, String>>,
    pub physical_connection_requirements: Option<PhysicalConnectionRequirements>,
    pub creation_time: Option<Timestamp>,
    pub last_updated_time: Option<Timestamp>,
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub last_updated_by: Option<String>,
    pub status: Option<ConnectionStatus>,
    #[shape(length(1..=16384))]
    pub status_reason: Option<String>,
    pub last_connection_validation_time: Option<Timestamp>,
    pub authentication_configuration: Option<Document>,
    #[shape(range(1..=2))]
    pub connection_schema_version: Option<i32>,
    pub compatible_compute_environments: Option<Vec<ComputeEnvironment>>,
}

/// AWS's `GetConnectionsFilter`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetConnectionsFilter {
    #[shape(length(0..=10), member(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*"))]
    pub match_criteria: Option<Vec<String>>,
    pub connection_type: Option<ConnectionType>,
    #[shape(range(1..=2))]
    pub connection_schema_version: Option<i32>,
}

/// AWS's `ConnectionType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum ConnectionType {
    Jdbc,
    Sftp,
    Mongodb,
    Kafka,
    Network,
    Marketplace,
    Custom,
    Salesforce,
    ViewValidationRedshift,
    ViewValidationAthena,
    Googleads,
    Googlesheets,
    Googleanalytics4,
    Servicenow,
    Marketo,
    Sapodata,
    Zendesk,
    Jiracloud,
    Netsuiteerp,
    Hubspot,
    Facebookads,
    Instagramads,
    Zohocrm,
    Salesforcepardot,
    Salesforcemarketingcloud,
    Adobeanalytics,
    Slack,
    Linkedin,
    Mixpanel,
    Asana,
    Stripe,
    Smartsheet,
    Datadog,
    Woocommerce,
    Intercom,
    Snapchatads,
    Paypal,
    Quickbooks,
    Facebookpageinsights,
    Freshdesk,
    Twilio,
    Docusignmonitor,
    Freshsales,
    Zoom,
    Googlesearchconsole,
    Salesforcecommercecloud,
    Sapconcur,
    Dynatrace,
    Microsoftdynamic365financeandops,
    Microsoftteams,
    Blackbaudraiseredgenxt,
    Mailchimp,
    Gitlab,
    Pendo,
    Productboard,
    Circleci,
    Pipedive,
    Sendgrid,
    Azurecosmos,
    Azuresql,
    Bigquery,
    Blackbaud,
    Clouderahive,
    Clouderaimpala,
    Cloudwatch,
    Cloudwatchmetrics,
    Cmdb,
    Datalakegen2,
    Db2,
    Db2as400,
    Documentdb,
    Domo,
    Dynamodb,
    Googlecloudstorage,
    Hbase,
    Kustomer,
    Microsoftdynamics365crm,
    Monday,
    Mysql,
    Okta,
    Opensearch,
    Oracle,
    Pipedrive,
    Postgresql,
    Saphana,
    Sqlserver,
    Synapse,
    Teradata,
    Teradatanos,
    Timestream,
    Tpcds,
    Vertica,
}

/// AWS's `PhysicalConnectionRequirements`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct PhysicalConnectionRequirements {
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub subnet_id: Option<String>,
    #[shape(length(0..=50), member(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*"))]
    pub security_group_id_list: Option<Vec<String>>,
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub availability_zone: Option<String>,
}
