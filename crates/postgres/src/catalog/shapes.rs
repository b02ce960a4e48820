//! Tables of the system catalog: their columns, by letters of their types (`cells`).
//!
//! From PostgreSQL 15's manual, chapters "system catalogs", "system views" and "the information schema".

/// Tables that hold something.
pub const FULL: [(&str, &str); 16] = [
    ("pg_namespace", "oid:o nspname:t nspowner:o nspacl:T"),
    (
        "pg_class",
        "oid:o relname:t relnamespace:o reltype:o reloftype:o relowner:o relam:o relfilenode:o reltablespace:o \
         relpages:4 reltuples:f relallvisible:4 reltoastrelid:o relhasindex:b relisshared:b relpersistence:t \
         relkind:t relnatts:2 relchecks:2 relhasrules:b relhastriggers:b relhassubclass:b relrowsecurity:b \
         relforcerowsecurity:b relispopulated:b relreplident:t relispartition:b relrewrite:o relfrozenxid:4 \
         relminmxid:4 relacl:T reloptions:T relpartbound:t xmin:4 tableoid:o",
    ),
    (
        "pg_attribute",
        "attrelid:o attname:t atttypid:o attstattarget:4 attlen:2 attnum:2 attndims:4 attcacheoff:4 atttypmod:4 \
         attbyval:b attalign:t attstorage:t attcompression:t attnotnull:b atthasdef:b atthasmissing:b attidentity:t \
         attgenerated:t attisdropped:b attislocal:b attinhcount:4 attcollation:o attacl:T attoptions:T \
         attfdwoptions:T attmissingval:t",
    ),
    (
        "pg_type",
        "oid:o typname:t typnamespace:o typowner:o typlen:2 typbyval:b typtype:t typcategory:t typispreferred:b \
         typisdefined:b typdelim:t typrelid:o typsubscript:t typelem:o typarray:o typinput:t typoutput:t \
         typreceive:t typsend:t typmodin:t typmodout:t typanalyze:t typalign:t typstorage:t typnotnull:b \
         typbasetype:o typtypmod:4 typndims:4 typcollation:o typdefaultbin:t typdefault:t typacl:T",
    ),
    (
        "pg_database",
        "oid:o datname:t datdba:o encoding:4 datlocprovider:t datistemplate:b datallowconn:b datconnlimit:4 \
         datfrozenxid:4 datminmxid:4 dattablespace:o datcollate:t datctype:t daticulocale:t datcollversion:t datacl:T",
    ),
    (
        "pg_roles",
        "rolname:t rolsuper:b rolinherit:b rolcreaterole:b rolcreatedb:b rolcanlogin:b rolreplication:b \
         rolconnlimit:4 rolpassword:t rolvaliduntil:z rolbypassrls:b rolconfig:T oid:o",
    ),
    (
        "pg_authid",
        "oid:o rolname:t rolsuper:b rolinherit:b rolcreaterole:b rolcreatedb:b rolcanlogin:b rolreplication:b \
         rolbypassrls:b rolconnlimit:4 rolpassword:t rolvaliduntil:z",
    ),
    (
        "pg_user",
        "usename:t usesysid:o usecreatedb:b usesuper:b userepl:b usebypassrls:b passwd:t valuntil:z useconfig:T",
    ),
    ("pg_description", "objoid:o classoid:o objsubid:4 description:t"),
    (
        "pg_settings",
        "name:t setting:t unit:t category:t short_desc:t extra_desc:t context:t vartype:t source:t min_val:t \
         max_val:t enumvals:T boot_val:t reset_val:t sourcefile:t sourceline:4 pending_restart:b",
    ),
    (
        "pg_tables",
        "schemaname:t tablename:t tableowner:t tablespace:t hasindexes:b hasrules:b hastriggers:b rowsecurity:b",
    ),
    ("pg_views", "schemaname:t viewname:t viewowner:t definition:t"),
    ("pg_am", "oid:o amname:t amhandler:t amtype:t"),
    ("pg_tablespace", "oid:o spcname:t spcowner:o spcacl:T spcoptions:T"),
    (
        "pg_language",
        "oid:o lanname:t lanowner:o lanispl:b lanpltrusted:b lanplcallfoid:o laninline:o lanvalidator:o lanacl:T tableoid:o",
    ),
    ("pg_timezone_names", "name:t abbrev:t utc_offset:t is_dst:b"),
];

/// Tables that hold nothing, as there is nothing of the kind.
pub const EMPTY: [(&str, &str); 53] = [
    ("pg_aggregate", "aggfnoid:o aggkind:t aggnumdirectargs:2 aggtransfn:t aggfinalfn:t"),
    ("pg_attrdef", "oid:o adrelid:o adnum:2 adbin:t"),
    ("pg_auth_members", "roleid:o member:o grantor:o admin_option:b"),
    ("pg_cast", "oid:o castsource:o casttarget:o castfunc:o castcontext:t castmethod:t"),
    (
        "pg_collation",
        "oid:o collname:t collnamespace:o collowner:o collprovider:t collisdeterministic:b collencoding:4 collcollate:t collctype:t colliculocale:t collversion:t",
    ),
    (
        "pg_constraint",
        "oid:o conname:t connamespace:o contype:t condeferrable:b condeferred:b convalidated:b conrelid:o contypid:o \
         conindid:o conparentid:o confrelid:o confupdtype:t confdeltype:t confmatchtype:t conislocal:b coninhcount:4 \
         connoinherit:b conkey:S confkey:S conpfeqop:O conppeqop:O conffeqop:O confdelsetcols:S conexclop:O conbin:t",
    ),
    (
        "pg_conversion",
        "oid:o conname:t connamespace:o conowner:o conforencoding:4 contoencoding:4 conproc:t condefault:b",
    ),
    ("pg_db_role_setting", "setdatabase:o setrole:o setconfig:T"),
    ("pg_default_acl", "oid:o defaclrole:o defaclnamespace:o defaclobjtype:t defaclacl:T"),
    ("pg_depend", "classid:o objid:o objsubid:4 refclassid:o refobjid:o refobjsubid:4 deptype:t"),
    ("pg_enum", "oid:o enumtypid:o enumsortorder:f enumlabel:t"),
    ("pg_event_trigger", "oid:o evtname:t evtevent:t evtowner:o evtfoid:o evtenabled:t evttags:T"),
    (
        "pg_extension",
        "oid:o extname:t extowner:o extnamespace:o extrelocatable:b extversion:t extconfig:O extcondition:T",
    ),
    ("pg_available_extensions", "name:t default_version:t installed_version:t comment:t"),
    (
        "pg_foreign_data_wrapper",
        "oid:o fdwname:t fdwowner:o fdwhandler:o fdwvalidator:o fdwacl:T fdwoptions:T",
    ),
    ("pg_foreign_server", "oid:o srvname:t srvowner:o srvfdw:o srvtype:t srvversion:t srvacl:T srvoptions:T"),
    ("pg_foreign_table", "ftrelid:o ftserver:o ftoptions:T"),
    (
        "pg_index",
        "indexrelid:o indrelid:o indnatts:2 indnkeyatts:2 indisunique:b indnullsnotdistinct:b indisprimary:b \
         indisexclusion:b indimmediate:b indisclustered:b indisvalid:b indcheckxmin:b indisready:b indislive:b \
         indisreplident:b indkey:S indcollation:O indclass:O indoption:S indexprs:t indpred:t",
    ),
    ("pg_indexes", "schemaname:t tablename:t indexname:t tablespace:t indexdef:t"),
    ("pg_inherits", "inhrelid:o inhparent:o inhseqno:4 inhdetachpending:b"),
    ("pg_largeobject_metadata", "oid:o lomowner:o lomacl:T"),
    (
        "pg_locks",
        "locktype:t database:o relation:o pid:4 mode:t granted:b virtualtransaction:t transactionid:4",
    ),
    (
        "pg_matviews",
        "schemaname:t matviewname:t matviewowner:t tablespace:t hasindexes:b ispopulated:b definition:t",
    ),
    (
        "pg_opclass",
        "oid:o opcmethod:o opcname:t opcnamespace:o opcowner:o opcfamily:o opcintype:o opcdefault:b opckeytype:o",
    ),
    (
        "pg_operator",
        "oid:o oprname:t oprnamespace:o oprowner:o oprkind:t oprleft:o oprright:o oprresult:o oprcode:t",
    ),
    ("pg_opfamily", "oid:o opfmethod:o opfname:t opfnamespace:o opfowner:o"),
    (
        "pg_partitioned_table",
        "partrelid:o partstrat:t partnatts:2 partdefid:o partattrs:S partclass:O partcollation:O partexprs:t",
    ),
    ("pg_policies", "schemaname:t tablename:t policyname:t permissive:t roles:T cmd:t qual:t with_check:t"),
    ("pg_policy", "oid:o polname:t polrelid:o polcmd:t polpermissive:b polroles:O polqual:t polwithcheck:t"),
    ("pg_prepared_statements", "name:t statement:t prepare_time:z parameter_types:t from_sql:b"),
    ("pg_prepared_xacts", "transaction:4 gid:t prepared:z owner:t database:t"),
    (
        "pg_proc",
        "oid:o proname:t pronamespace:o proowner:o prolang:o procost:f prorows:f provariadic:o prosupport:t prokind:t \
         prosecdef:b proleakproof:b proisstrict:b proretset:b provolatile:t proparallel:t pronargs:2 pronargdefaults:2 \
         prorettype:o proargtypes:O proallargtypes:O proargmodes:T proargnames:T proargdefaults:t protrftypes:O \
         prosrc:t probin:t prosqlbody:t proconfig:T proacl:T",
    ),
    (
        "pg_publication",
        "oid:o pubname:t pubowner:o puballtables:b pubinsert:b pubupdate:b pubdelete:b pubtruncate:b pubviaroot:b",
    ),
    ("pg_publication_namespace", "oid:o pnpubid:o pnnspid:o"),
    ("pg_publication_rel", "oid:o prpubid:o prrelid:o prqual:t prattrs:S"),
    ("pg_publication_tables", "pubname:t schemaname:t tablename:t attnames:T rowfilter:t"),
    (
        "pg_range",
        "rngtypid:o rngsubtype:o rngmultitypid:o rngcollation:o rngsubopc:o rngcanonical:t rngsubdiff:t",
    ),
    ("pg_replication_slots", "slot_name:t plugin:t slot_type:t datoid:o database:t active:b"),
    ("pg_rewrite", "oid:o rulename:t ev_class:o ev_type:t ev_enabled:t is_instead:b ev_qual:t ev_action:t"),
    ("pg_rules", "schemaname:t tablename:t rulename:t definition:t"),
    ("pg_seclabel", "objoid:o classoid:o objsubid:4 provider:t label:t"),
    (
        "pg_sequence",
        "seqrelid:o seqtypid:o seqstart:8 seqincrement:8 seqmax:8 seqmin:8 seqcache:8 seqcycle:b",
    ),
    (
        "pg_sequences",
        "schemaname:t sequencename:t sequenceowner:t data_type:t start_value:8 min_value:8 max_value:8 increment_by:8 cycle:b cache_size:8 last_value:8",
    ),
    ("pg_shdepend", "dbid:o classid:o objid:o objsubid:4 refclassid:o refobjid:o deptype:t"),
    ("pg_shdescription", "objoid:o classoid:o description:t"),
    (
        "pg_stat_activity",
        "datid:o datname:t pid:4 usesysid:o usename:t application_name:t client_addr:t backend_start:z xact_start:z query_start:z state_change:z wait_event_type:t wait_event:t state:t backend_xid:4 backend_xmin:4 query:t backend_type:t",
    ),
    ("pg_stat_user_tables", "relid:o schemaname:t relname:t seq_scan:8 n_live_tup:8 n_dead_tup:8"),
    (
        "pg_statistic_ext",
        "oid:o stxrelid:o stxname:t stxnamespace:o stxowner:o stxstattarget:4 stxkeys:S stxkind:T stxexprs:t",
    ),
    (
        "pg_subscription",
        "oid:o subdbid:o subname:t subowner:o subenabled:b subconninfo:t subslotname:t subpublications:T",
    ),
    (
        "pg_trigger",
        "oid:o tgrelid:o tgparentid:o tgname:t tgfoid:o tgtype:2 tgenabled:t tgisinternal:b tgconstrrelid:o tgconstrindid:o tgconstraint:o tgdeferrable:b tginitdeferred:b tgnargs:2 tgattr:S tgargs:t tgqual:t tgoldtable:t tgnewtable:t",
    ),
    ("pg_ts_config", "oid:o cfgname:t cfgnamespace:o cfgowner:o cfgparser:o"),
    ("pg_ts_dict", "oid:o dictname:t dictnamespace:o dictowner:o dicttemplate:o dictinitoption:t"),
    ("pg_user_mapping", "oid:o umuser:o umserver:o umoptions:T"),
];

/// Tables of the information schema that hold something.
pub const INFORMATION: [(&str, &str); 6] = [
    (
        "schemata",
        "catalog_name:t schema_name:t schema_owner:t default_character_set_catalog:t \
         default_character_set_schema:t default_character_set_name:t sql_path:t",
    ),
    (
        "tables",
        "table_catalog:t table_schema:t table_name:t table_type:t self_referencing_column_name:t \
         reference_generation:t user_defined_type_catalog:t user_defined_type_schema:t user_defined_type_name:t \
         is_insertable_into:t is_typed:t commit_action:t",
    ),
    (
        "columns",
        "table_catalog:t table_schema:t table_name:t column_name:t ordinal_position:4 column_default:t is_nullable:t \
         data_type:t character_maximum_length:4 character_octet_length:4 numeric_precision:4 \
         numeric_precision_radix:4 numeric_scale:4 datetime_precision:4 interval_type:t interval_precision:4 \
         character_set_catalog:t character_set_schema:t character_set_name:t collation_catalog:t collation_schema:t \
         collation_name:t domain_catalog:t domain_schema:t domain_name:t udt_catalog:t udt_schema:t udt_name:t \
         scope_catalog:t scope_schema:t scope_name:t maximum_cardinality:4 dtd_identifier:t is_self_referencing:t \
         is_identity:t identity_generation:t identity_start:t identity_increment:t identity_maximum:t \
         identity_minimum:t identity_cycle:t is_generated:t generation_expression:t is_updatable:t",
    ),
    (
        "views",
        "table_catalog:t table_schema:t table_name:t view_definition:t check_option:t is_updatable:t \
         is_insertable_into:t is_trigger_updatable:t is_trigger_deletable:t is_trigger_insertable_into:t",
    ),
    ("enabled_roles", "role_name:t"),
    ("information_schema_catalog_name", "catalog_name:t"),
];

/// Tables of the information schema that hold nothing.
pub const INFORMATION_EMPTY: [(&str, &str); 14] = [
    (
        "table_constraints",
        "constraint_catalog:t constraint_schema:t constraint_name:t table_catalog:t table_schema:t table_name:t \
         constraint_type:t is_deferrable:t initially_deferred:t enforced:t nulls_distinct:t",
    ),
    (
        "key_column_usage",
        "constraint_catalog:t constraint_schema:t constraint_name:t table_catalog:t table_schema:t table_name:t \
         column_name:t ordinal_position:4 position_in_unique_constraint:4",
    ),
    (
        "referential_constraints",
        "constraint_catalog:t constraint_schema:t constraint_name:t unique_constraint_catalog:t \
         unique_constraint_schema:t unique_constraint_name:t match_option:t update_rule:t delete_rule:t",
    ),
    (
        "constraint_column_usage",
        "table_catalog:t table_schema:t table_name:t column_name:t constraint_catalog:t constraint_schema:t \
         constraint_name:t",
    ),
    ("check_constraints", "constraint_catalog:t constraint_schema:t constraint_name:t check_clause:t"),
    ("sequences", "sequence_catalog:t sequence_schema:t sequence_name:t data_type:t"),
    (
        "routines",
        "specific_catalog:t specific_schema:t specific_name:t routine_catalog:t routine_schema:t routine_name:t routine_type:t data_type:t routine_definition:t external_language:t",
    ),
    (
        "parameters",
        "specific_catalog:t specific_schema:t specific_name:t ordinal_position:4 parameter_mode:t parameter_name:t data_type:t",
    ),
    (
        "triggers",
        "trigger_catalog:t trigger_schema:t trigger_name:t event_manipulation:t event_object_schema:t event_object_table:t action_statement:t action_timing:t",
    ),
    ("domains", "domain_catalog:t domain_schema:t domain_name:t data_type:t"),
    (
        "table_privileges",
        "grantor:t grantee:t table_catalog:t table_schema:t table_name:t privilege_type:t is_grantable:t with_hierarchy:t",
    ),
    (
        "role_table_grants",
        "grantor:t grantee:t table_catalog:t table_schema:t table_name:t privilege_type:t is_grantable:t with_hierarchy:t",
    ),
    (
        "column_privileges",
        "grantor:t grantee:t table_catalog:t table_schema:t table_name:t column_name:t privilege_type:t is_grantable:t",
    ),
    ("applicable_roles", "grantee:t role_name:t is_grantable:t"),
];

/// The columns of a table, and whether it holds nothing ever.
pub fn shape(schema: &str, name: &str) -> Option<(&'static str, bool)> {
    let among = |shapes: &[(&'static str, &'static str)]| {
        shapes.iter().find(|(table, _)| *table == name).map(|(_, shape)| *shape)
    };
    let (full, empty): (&[_], &[_]) = match schema {
        "pg_catalog" => (&FULL, &EMPTY),
        "information_schema" => (&INFORMATION, &INFORMATION_EMPTY),
        _ => return None,
    };
    among(full).map(|shape| (shape, false)).or_else(|| among(empty).map(|shape| (shape, true)))
}

/// Whether there is such a table.
pub fn is_relation(schema: &str, name: &str) -> bool {
    shape(schema, name).is_some()
}

/// The number of a table of PostgreSQL's own: those that questions name, by PostgreSQL's own numbers.
pub fn number(name: &str) -> Option<u32> {
    let known = match name {
        "pg_type" => 1247,
        "pg_attribute" => 1249,
        "pg_proc" => 1255,
        "pg_class" => 1259,
        "pg_authid" => 1260,
        "pg_database" => 1262,
        "pg_attrdef" => 2604,
        "pg_constraint" => 2606,
        "pg_namespace" => 2615,
        "pg_index" => 2610,
        "pg_rewrite" => 2618,
        "pg_trigger" => 2620,
        _ => {
            let place = FULL.iter().chain(&EMPTY).position(|(table, _)| *table == name)?;
            // Below all numbers of the lake, above PostgreSQL's own that are used here.
            return u32::try_from(place).ok().map(|place| 12_000 + place);
        }
    };
    Some(known)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::cells::columns;

    #[test]
    fn shapes_are_whole() {
        for (name, shape) in FULL.iter().chain(&EMPTY).chain(&INFORMATION).chain(&INFORMATION_EMPTY) {
            let words: Vec<_> = shape.split_whitespace().collect();
            let columns = columns(shape);
            assert_eq!(words.len(), columns.len(), "{name}");
            let mut names: Vec<_> = columns.iter().map(|(name, _)| name).collect();
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), columns.len(), "{name}");
        }
    }
}
