"""IAM and STS through boto3: roles, policies, what is refused, and the query protocol's own errors."""

import json
import xml.etree.ElementTree as ET

from harness.clients import ACCOUNT, bare, client
from harness.expect import ANY, body, refused, same, text, violation, violations

TRUST = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}],
}
OWN_ACCOUNT = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"}, "Action": "sts:AssumeRole"}],
}
POLICY = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "kinesis:*", "Resource": "*"}]}
KINESIS = "arn:aws:iam::aws:policy/service-role/AWSLambdaKinesisExecutionRole"
TABLES = "arn:aws:iam::aws:policy/AmazonDynamoDBFullAccess"
OWN = f"arn:aws:iam::{ACCOUNT}:policy/own"


def run(report, server, options):
    iam = client(server, "iam")
    roles(report, iam)
    policies(report, iam)
    for name, operation, arguments, code, message, *status in refusals():
        with report.case(f"refused: {name}"):
            refused(lambda: getattr(iam, operation)(**arguments), code, message, *status)
    query_rubbish(report, server)
    tokens(report, client(server, "sts"), iam)
    removal(report, iam)


def roles(report, iam):
    with report.case("create-role answers the role; get-role adds its session length"):
        made = iam.create_role(RoleName="worker", AssumeRolePolicyDocument=json.dumps(TRUST), Description="works", Tags=[{"Key": "k", "Value": "v"}])
        expected = {
            "Path": "/", "RoleName": "worker", "RoleId": text(r"AROA[A-Z0-9]{16,17}"), "Arn": f"arn:aws:iam::{ACCOUNT}:role/worker",
            "CreateDate": ANY, "AssumeRolePolicyDocument": TRUST,
        }  # fmt: skip
        same(made["Role"], expected, ["Description", "Tags", "MaxSessionDuration", "RoleLastUsed"])
        got = iam.get_role(RoleName="worker")["Role"]
        full = {**expected, "Description": "works", "MaxSessionDuration": 3600, "Tags": [{"Key": "k", "Value": "v"}]}
        same(got, full, ["RoleLastUsed"])
        assert got["RoleId"] == made["Role"]["RoleId"], "the id changed"
    with report.case("a path is part of the ARN and of list-roles' filter"):
        made = iam.create_role(RoleName="deep", Path="/service-role/", AssumeRolePolicyDocument=json.dumps(TRUST))
        same(made["Role"]["Arn"], f"arn:aws:iam::{ACCOUNT}:role/service-role/deep")
        assert [role["RoleName"] for role in iam.list_roles()["Roles"]] == ["deep", "worker"]
        assert [role["RoleName"] for role in iam.list_roles(PathPrefix="/service-role/")["Roles"]] == ["deep"]
    with report.case("list-roles pages by Marker"):
        page = iam.list_roles(MaxItems=1)
        assert page["IsTruncated"] is True, body(page)
        rest = iam.list_roles(Marker=page["Marker"])
        assert rest["IsTruncated"] is False and [r["RoleName"] for r in page["Roles"] + rest["Roles"]] == ["deep", "worker"]


def policies(report, iam):
    with report.case("managed policies attach, list, attach again, detach"):
        for arn in (KINESIS, TABLES, KINESIS):
            iam.attach_role_policy(RoleName="worker", PolicyArn=arn)
        attached = iam.list_attached_role_policies(RoleName="worker")["AttachedPolicies"]
        assert sorted(p["PolicyArn"] for p in attached) == sorted([KINESIS, TABLES]), attached
        iam.detach_role_policy(RoleName="worker", PolicyArn=TABLES)
        assert len(iam.list_attached_role_policies(RoleName="worker")["AttachedPolicies"]) == 1
    with report.case("the AWS-managed policies can be read"):
        for arn, action in ((KINESIS, "kinesis:GetRecords"), (TABLES, "dynamodb:*")):
            policy = iam.get_policy(PolicyArn=arn)["Policy"]
            version = iam.get_policy_version(PolicyArn=arn, VersionId=policy["DefaultVersionId"])["PolicyVersion"]
            statements = version["Document"]["Statement"]
            assert any(action in statement["Action"] for statement in statements), statements
    with report.case("an own policy: create, get, attach"):
        made = iam.create_policy(PolicyName="own", PolicyDocument=json.dumps(POLICY))["Policy"]
        same((made["Arn"], made["DefaultVersionId"], made["AttachmentCount"]), (OWN, "v1", 0))
        same(iam.get_policy_version(PolicyArn=OWN, VersionId="v1")["PolicyVersion"]["Document"], POLICY)
        iam.attach_role_policy(RoleName="worker", PolicyArn=OWN)
        same(iam.get_policy(PolicyArn=OWN)["Policy"]["AttachmentCount"], 1)
    with report.case("an inline policy: put, get, list, delete"):
        iam.put_role_policy(RoleName="worker", PolicyName="inline", PolicyDocument=json.dumps(POLICY))
        got = body(iam.get_role_policy(RoleName="worker", PolicyName="inline"))
        same(got, {"RoleName": "worker", "PolicyName": "inline", "PolicyDocument": POLICY})
        same(iam.list_role_policies(RoleName="worker")["PolicyNames"], ["inline"])
        iam.delete_role_policy(RoleName="worker", PolicyName="inline")
        same(iam.list_role_policies(RoleName="worker")["PolicyNames"], [])


def refusals():
    trust = json.dumps(TRUST)
    no_role = "The role with name nosuch cannot be found."
    return [
        ("a role that exists", "create_role", {"RoleName": "worker", "AssumeRolePolicyDocument": trust},
         "EntityAlreadyExists", "Role with name worker already exists.", 409),
        ("a role name with a blank", "create_role", {"RoleName": "a b", "AssumeRolePolicyDocument": trust}, "ValidationError",
         text(r"(1 validation error detected: Value .*at 'roleName' failed to satisfy constraint: Member must satisfy regular expression pattern: .*"
              r"|The specified value for roleName is invalid.*)")),
        ("a role name of 65 characters", "create_role", {"RoleName": "r" * 65, "AssumeRolePolicyDocument": trust}, "ValidationError",
         text(r"1 validation error detected: Value .*at 'roleName' failed to satisfy constraint: Member must have length less than or equal to 64")),
        ("a trust policy that is not JSON", "create_role", {"RoleName": "r", "AssumeRolePolicyDocument": "{"}, "MalformedPolicyDocument", ANY),
        ("no trust policy", "create_role", {"RoleName": "r"}, "ValidationError",
         violations(violation(None, "assumeRolePolicyDocument", "not be null"))),
        ("get-role of none", "get_role", {"RoleName": "nosuch"}, "NoSuchEntity", no_role, 404),
        ("delete-role of none", "delete_role", {"RoleName": "nosuch"}, "NoSuchEntity", no_role, 404),
        ("attach to no role", "attach_role_policy", {"RoleName": "nosuch", "PolicyArn": KINESIS}, "NoSuchEntity", no_role, 404),
        ("attach no policy", "attach_role_policy", {"RoleName": "worker", "PolicyArn": "arn:aws:iam::aws:policy/NoSuchPolicy"}, "NoSuchEntity",
         "Policy arn:aws:iam::aws:policy/NoSuchPolicy does not exist or is not attachable.", 404),
        ("detach what is not attached", "detach_role_policy", {"RoleName": "worker", "PolicyArn": TABLES}, "NoSuchEntity",
         f"Policy {TABLES} was not found.", 404),
        ("get no inline policy", "get_role_policy", {"RoleName": "worker", "PolicyName": "nosuch"}, "NoSuchEntity",
         "The role policy with name nosuch cannot be found.", 404),
        ("get no policy", "get_policy", {"PolicyArn": f"arn:aws:iam::{ACCOUNT}:policy/nosuch"}, "NoSuchEntity",
         f"Policy arn:aws:iam::{ACCOUNT}:policy/nosuch was not found.", 404),
        ("a policy that exists", "create_policy", {"PolicyName": "own", "PolicyDocument": json.dumps(POLICY)}, "EntityAlreadyExists",
         "A policy called own already exists. Duplicate names are not allowed.", 409),
        ("a policy document that is none", "create_policy", {"PolicyName": "p", "PolicyDocument": "rubbish"}, "MalformedPolicyDocument", ANY),
        ("delete a role in use", "delete_role", {"RoleName": "worker"}, "DeleteConflict", "Cannot delete entity, must detach all policies first.", 409),
        ("delete a policy in use", "delete_policy", {"PolicyArn": OWN}, "DeleteConflict", "Cannot delete a policy attached to entities.", 409),
    ]  # fmt: skip


def query_rubbish(report, server):
    """The query protocol answers XML, errors too."""

    def post(form, **headers):
        return bare(server, "iam", body=form, Content_Type="application/x-www-form-urlencoded; charset=utf-8", **headers)

    def error(reply):
        tree = ET.fromstring(reply.body)
        name = {element.tag.split("}")[-1]: element.text for element in tree.iter()}
        assert name.get("RequestId") or name.get("RequestID"), reply.body
        return reply.status, name["Code"], name["Message"], name["Type"]

    with report.case("rubbish: an unknown action"):
        same(error(post("Action=MakeTea&Version=2010-05-08"))[:3], (400, "InvalidAction", "Could not find operation MakeTea for version 2010-05-08"))
    with report.case("rubbish: no action at all is refused in XML"):
        assert 400 <= error(post("Version=2010-05-08"))[0] < 500
    with report.case("rubbish: a broken percent escape, bytes that are not UTF-8"):
        for form in (b"Action=GetRole&Version=2010-05-08&RoleName=%zz", b"Action=GetRole&Version=2010-05-08&RoleName=\xff\xfe"):
            assert 400 <= error(post(form))[0] < 500
    with report.case("rubbish: an error is in IAM's namespace and says whose fault it was"):
        reply = post("Action=GetRole&Version=2010-05-08&RoleName=nosuch")
        same(error(reply), (404, "NoSuchEntity", "The role with name nosuch cannot be found.", "Sender"))
        assert b'xmlns="https://iam.amazonaws.com/doc/2010-05-08/"' in reply.body, reply.body
        assert reply.headers.get("Content-Type", "").startswith("text/xml"), reply.headers.get("Content-Type")
    with report.case("rubbish: a member that no XML can hold is escaped"):
        reply = post("Action=GetRole&Version=2010-05-08&RoleName=" + "%3C%26%22%3E")
        assert 400 <= error(reply)[0] < 500


def tokens(report, sts, iam):
    with report.case("sts get-caller-identity"):
        same(body(sts.get_caller_identity()), {"UserId": ANY, "Account": ACCOUNT, "Arn": text(rf"arn:aws:(iam|sts)::{ACCOUNT}:.+")})
    with report.case("sts assume-role answers credentials and the session's ARN"):
        iam.create_role(RoleName="person", AssumeRolePolicyDocument=json.dumps(OWN_ACCOUNT))
        got = sts.assume_role(RoleArn=f"arn:aws:iam::{ACCOUNT}:role/person", RoleSessionName="session")
        same(got["Credentials"], {
            "AccessKeyId": text(r"ASIA[A-Z0-9]{16}"), "SecretAccessKey": text(r".{40}"), "SessionToken": text(), "Expiration": ANY,
        })  # fmt: skip
        same(got["AssumedRoleUser"], {
            "AssumedRoleId": text(r"AROA[A-Z0-9]{16,17}:session"), "Arn": f"arn:aws:sts::{ACCOUNT}:assumed-role/person/session",
        })  # fmt: skip
    with report.case("sts assume-role refuses a role that trusts only Lambda"):
        refused(
            lambda: sts.assume_role(RoleArn=f"arn:aws:iam::{ACCOUNT}:role/worker", RoleSessionName="session"),
            "AccessDenied", text(rf"User: arn:aws:\S+ is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::{ACCOUNT}:role/worker.*"), 403,
        )  # fmt: skip
    with report.case("sts assume-role refuses a session of 899 seconds"):
        refused(
            lambda: sts.assume_role(RoleArn=f"arn:aws:iam::{ACCOUNT}:role/worker", RoleSessionName="session", DurationSeconds=899),
            "ValidationError", violations(violation("899", "durationSeconds", "have value greater than or equal to 900")),
        )  # fmt: skip


def removal(report, iam):
    with report.case("everything goes once it is detached"):
        for arn in (KINESIS, OWN):
            iam.detach_role_policy(RoleName="worker", PolicyArn=arn)
        iam.delete_policy(PolicyArn=OWN)
        for name in ("worker", "deep", "person"):
            iam.delete_role(RoleName=name)
        same(iam.list_roles()["Roles"], [])
