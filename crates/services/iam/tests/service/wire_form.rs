//! What goes over the wire: forms in, XML out, byte for byte.

use super::house::*;

const OPEN: &str = "xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\"";

fn refused(code: &str, message: &str) -> String {
    format!(
        "<ErrorResponse {OPEN}><Error><Type>Sender</Type><Code>{code}</Code><Message>{message}</Message></Error>\
         <RequestId>test</RequestId></ErrorResponse>"
    )
}

#[tokio::test]
async fn a_role_in_xml() {
    let house = House::new();
    let form = "Action=CreateRole&Version=2010-05-08&RoleName=R&AssumeRolePolicyDocument=%7B%22Statement%22%3A%5B\
                %7B%22Effect%22%3A%22Allow%22%2C%22Principal%22%3A%7B%22Service%22%3A%22lambda.amazonaws.com%22\
                %7D%2C%22Action%22%3A%22sts%3AAssumeRole%22%7D%5D%7D&Tags.member.1.Key=a&Tags.member.1.Value=b+c";
    let (status, body) = house.ask("CreateRole", form).await;
    let id = body.split_once("<RoleId>").unwrap().1.split_once('<').unwrap().0;
    assert!(id.starts_with("AROA") && id.len() == 21, "{id}");
    let expected = format!(
        "<CreateRoleResponse {OPEN}><CreateRoleResult><Role><Path>/</Path><RoleName>R</RoleName>\
         <RoleId>{id}</RoleId><Arn>arn:aws:iam::000000000000:role/R</Arn>\
         <CreateDate>2025-11-20T14:46:40Z</CreateDate><AssumeRolePolicyDocument>%7B%22Statement%22%3A%5B%7B\
         %22Effect%22%3A%22Allow%22%2C%22Principal%22%3A%7B%22Service%22%3A%22lambda.amazonaws.com%22%7D%2C\
         %22Action%22%3A%22sts%3AAssumeRole%22%7D%5D%7D</AssumeRolePolicyDocument><Tags><member><Key>a</Key>\
         <Value>b c</Value></member></Tags></Role></CreateRoleResult><ResponseMetadata><RequestId>test\
         </RequestId></ResponseMetadata></CreateRoleResponse>"
    );
    assert_eq!((status, body), (200, expected));

    let (_, body) = house.ask("GetRole", "RoleName=R").await;
    assert!(body.contains("<MaxSessionDuration>3600</MaxSessionDuration>"), "{body}");
    assert!(body.contains("<RoleLastUsed></RoleLastUsed></Role>"), "{body}");
}

#[tokio::test]
async fn answers_without_members_have_no_result() {
    let house = House::new();
    house.role("R").await;
    let expected = |name: &str, result: &str| {
        let metadata = "<ResponseMetadata><RequestId>test</RequestId></ResponseMetadata>";
        (200, format!("<{name}Response {OPEN}>{result}{metadata}</{name}Response>"))
    };
    let form = "RoleName=R&PolicyArn=arn:aws:iam::aws:policy/AmazonKinesisFullAccess";
    assert_eq!(house.ask("AttachRolePolicy", form).await, expected("AttachRolePolicy", ""));
    let attached = "<ListAttachedRolePoliciesResult><AttachedPolicies><member><PolicyName>AmazonKinesisFullAccess\
                    </PolicyName><PolicyArn>arn:aws:iam::aws:policy/AmazonKinesisFullAccess</PolicyArn></member>\
                    </AttachedPolicies><IsTruncated>false</IsTruncated></ListAttachedRolePoliciesResult>";
    assert_eq!(
        house.ask("ListAttachedRolePolicies", "RoleName=R").await,
        expected("ListAttachedRolePolicies", attached)
    );
    assert_eq!(house.ask("DetachRolePolicy", form).await, expected("DetachRolePolicy", ""));
    let update = expected("UpdateRole", "<UpdateRoleResult></UpdateRoleResult>");
    assert_eq!(house.ask("UpdateRole", "RoleName=R&Description=d").await, update);
    assert_eq!(house.ask("DeleteRole", "RoleName=R").await, expected("DeleteRole", ""));
}

#[tokio::test]
async fn refusals_in_xml() {
    let house = House::new();
    let cases = [
        ("GetRole", "RoleName=R", 404, "NoSuchEntity", "The role with name R cannot be found."),
        (
            "CreateRole",
            "RoleName=a%20b",
            400,
            "ValidationError",
            "2 validation errors detected: Value 'a b' at 'roleName' failed to satisfy \
             constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]+; Value null at \
             'assumeRolePolicyDocument' failed to satisfy constraint: Member must not be null",
        ),
        (
            "CreatePolicy",
            "PolicyName=P&PolicyDocument=%7B%7D",
            400,
            "MalformedPolicyDocument",
            "Syntax errors in policy.",
        ),
        (
            "GetPolicy",
            "PolicyArn=arn:aws:iam::000000000000:policy/P",
            404,
            "NoSuchEntity",
            "Policy arn:aws:iam::000000000000:policy/P was not found.",
        ),
    ];
    for (operation, form, status, code, message) in cases {
        assert_eq!(house.ask(operation, form).await, (status, refused(code, message)), "{operation}");
    }
}
