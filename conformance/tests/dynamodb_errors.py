"""What DynamoDB refuses, with its words: one table of calls per operation, every one HTTP 400.

In 2026 AWS began to put `1 validation error detected: ` before what PutItem, UpdateItem and DeleteItem refuse
without looking at the table. Texts are given here without it and hold with it as well.
"""

from harness.clients import client
from harness.expect import ANY, Like, refused, same, text, violation, violations

TABLE = "errors"
RESERVED = "Invalid ConditionExpression: Attribute name is a reserved keyword; reserved keyword: name"
INVALID = "One or more parameter values were invalid: "
NOT_FOUND = "Requested resource not found"
SCHEMA = "The provided key element does not match the schema"


def run(report, server, options):
    dynamodb = client(server, "dynamodb")
    with report.case("a table with one hash key"):
        dynamodb.create_table(**definition(TableName=TABLE))
        dynamodb.get_waiter("table_exists").wait(TableName=TABLE, WaiterConfig={"Delay": 1, "MaxAttempts": 20})
        dynamodb.put_item(TableName=TABLE, Item=key("there"))
    for operation, table in (
        ("create_table", CREATE_TABLE), ("put_item", PUT_ITEM), ("get_item", GET_ITEM), ("update_item", UPDATE_ITEM),
        ("query", QUERY), ("scan", SCAN), ("batch_write_item", BATCH_WRITE), ("batch_get_item", BATCH_GET), (None, OTHERS),
    ):  # fmt: skip
        for row in table:
            (named, row) = (operation, row) if operation else (row[0], row[1:])
            name, arguments, message, *code = row
            with report.case(f"{named} refused: {name}"):
                call = getattr(dynamodb, named)
                refused(lambda: call(**arguments), code[0] if code else "ValidationException", enveloped(message))
    with report.case("nothing that was refused left a trace"):
        same(dynamodb.scan(TableName=TABLE)["Items"], [key("there")])
        same(dynamodb.list_tables()["TableNames"], [TABLE])


def enveloped(message):
    """The message, a string or a placeholder, with or without AWS's envelope."""
    head = "1 validation error detected: "
    holds = message.holds if isinstance(message, Like) else lambda said: said == message
    return Like(repr(message), lambda said: holds(said) or (said.startswith(head) and holds(said.removeprefix(head))))


def key(value):
    return {"a": {"S": value}}


def definition(**changes):
    """A valid create-table, changed; None takes a member out."""
    valid = {
        "TableName": "unmade",
        "AttributeDefinitions": [{"AttributeName": "a", "AttributeType": "S"}],
        "KeySchema": [{"AttributeName": "a", "KeyType": "HASH"}],
        "ProvisionedThroughput": {"ReadCapacityUnits": 1, "WriteCapacityUnits": 1},
    }
    return {name: value for name, value in {**valid, **changes}.items() if value is not None}


def item(value, **more):
    """put-item of one attribute `v` beside the key."""
    return {"TableName": TABLE, "Item": {**key("k"), "v": value}, **more}


def where(condition, values=None, **more):
    """put-item with a condition."""
    extra = {"ExpressionAttributeValues": values} if values is not None else {}
    return {"TableName": TABLE, "Item": key("k"), "ConditionExpression": condition, **extra, **more}


def update(expression, values=None):
    extra = {"ExpressionAttributeValues": values} if values else {}
    return {"TableName": TABLE, "Key": key("k"), "UpdateExpression": expression, **extra}


def query(condition, value=None, **more):
    return {"TableName": TABLE, "KeyConditionExpression": condition, "ExpressionAttributeValues": {":x": value or {"S": "1"}}, **more}


def attributes(*names_):
    return [{"AttributeName": name, "AttributeType": "S"} for name in names_]


S, N = {":x": {"S": "1"}}, {":x": {"N": "1"}}
INDEX = {"IndexName": "index", "Projection": {"ProjectionType": "ALL"}}

CREATE_TABLE = [
    ("it exists", definition(TableName=TABLE), f"Table already exists: {TABLE}", "ResourceInUseException"),
    ("a short name", definition(TableName="ab"), violations(violation("ab", "tableName", "have length greater than or equal to 3"))),
    ("a name with a blank", definition(TableName="a b;c"), violations(violation("a b;c", "tableName", "satisfy regular expression pattern: [a-zA-Z0-9_.-]+"))),
    ("no definitions", definition(AttributeDefinitions=None), ANY),
    ("no key schema", definition(KeySchema=None), ANY),
    ("no throughput", definition(ProvisionedThroughput=None),
     INVALID + "ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED"),
    ("throughput on demand", definition(BillingMode="PAY_PER_REQUEST"),
     INVALID + "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST"),
    ("no read units", definition(ProvisionedThroughput={"ReadCapacityUnits": 0, "WriteCapacityUnits": 1}),
     violations(violation("0", "provisionedThroughput.readCapacityUnits", "have value greater than or equal to 1"))),
    ("no hash key", definition(KeySchema=[{"AttributeName": "a", "KeyType": "RANGE"}]), "Invalid KeySchema: The first KeySchemaElement is not a HASH key type"),
    ("an unknown type", definition(AttributeDefinitions=[{"AttributeName": "a", "AttributeType": "X"}]),
     text(r"1 validation error detected: Value 'X' at 'attributeDefinitions\.1\.member\.attributeType' failed to satisfy constraint: Member must satisfy enum value set: \[.*\]")),
    ("a key without definition", definition(AttributeDefinitions=attributes("b")),
     INVALID + "Some index key attributes are not defined in AttributeDefinitions. Keys: [a], AttributeDefinitions: [b]"),
    ("a definition without key", definition(AttributeDefinitions=attributes("a", "b")),
     INVALID + "Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions"),
    ("a local index without range key", definition(
        AttributeDefinitions=attributes("a", "b"),
        LocalSecondaryIndexes=[{**INDEX, "KeySchema": [{"AttributeName": "a", "KeyType": "HASH"}, {"AttributeName": "b", "KeyType": "RANGE"}]}]),
     INVALID + "Table KeySchema does not have a range key, which is required when specifying a LocalSecondaryIndex"),
]  # fmt: skip

PUT_ITEM = [
    ("no table", {"TableName": "nosuch", "Item": key("k")}, NOT_FOUND, "ResourceNotFoundException"),
    ("no item", {"TableName": TABLE}, violations(violation(None, "item", "not be null"))),
    ("no key", {"TableName": TABLE, "Item": {"b": {"S": "x"}}}, INVALID + "Missing the key a in the item"),
    ("a key of another type", {"TableName": TABLE, "Item": {"a": {"N": "1"}}}, INVALID + "Type mismatch for key a expected: S actual: N"),
    ("an empty key", {"TableName": TABLE, "Item": key("")},
     "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: a"),
    ("a key of 2049 bytes", {"TableName": TABLE, "Item": key("k" * 2049)}, INVALID + "Size of hashkey has exceeded the maximum size limit of2048 bytes"),
    ("a number of letters", item({"N": "abc"}), "The parameter cannot be converted to a numeric value: abc"),
    ("a number of nothing", item({"N": ""}), "The parameter cannot be converted to a numeric value"),
    ("a number of 39 digits", item({"N": "1" * 39}), "Attempting to store more than 38 significant digits in a Number"),
    ("a number too large", item({"N": "1E126"}), "Number overflow. Attempting to store a number with magnitude larger than supported range"),
    ("a number too small", item({"N": "1E-131"}), "Number underflow. Attempting to store a number with magnitude smaller than supported range"),
    ("an empty set", item({"SS": []}), INVALID + "An string set  may not be empty"),
    ("a set with a repeat", item({"SS": ["x", "x"]}), INVALID + "Input collection [x, x] contains duplicates."),
    ("a false NULL", item({"NULL": False}), INVALID + "Null attribute value types must have the value of true"),
    ("a value without type", item({}), "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes"),
    ("a value of two types", item({"S": "x", "N": "1"}), "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes"),
    ("400 KB and more", item({"S": "x" * 409_600}), "Item size has exceeded the maximum allowed size"),
    ("ReturnValues ALL_NEW", item({"S": "x"}, ReturnValues="ALL_NEW"), "ReturnValues can only be ALL_OLD or NONE"),
    ("an empty condition", where(""), "Invalid ConditionExpression: The expression can not be empty;"),
    ("a condition that breaks off", where("a = "), text(r"Invalid ConditionExpression: Syntax error; .+")),
    ("an undefined value", where("a = :x"), "Invalid ConditionExpression: An expression attribute value used in expression is not defined; attribute value: :x"),
    ("an undefined name", where("#a = :x", S), "Invalid ConditionExpression: An expression attribute name used in the document path is not defined; attribute name: #a"),
    ("an unused value", where("a = :x", {**S, ":y": {"S": "1"}}), "Value provided in ExpressionAttributeValues unused in expressions: keys: {:y}"),
    ("an unused name", where("a = :x", S, ExpressionAttributeNames={"#x": "y"}), "Value provided in ExpressionAttributeNames unused in expressions: keys: {#x}"),
    ("values without expression", item({"S": "x"}, ExpressionAttributeValues=S),
     text("ExpressionAttributeValues can only be specified when using expressions(: ConditionExpression is null)?")),
    ("no values", where("a = :x", {}), "ExpressionAttributeValues must not be empty"),
    ("a value name without colon", where("a = :x", {"x": {"S": "1"}}), 'ExpressionAttributeValues contains invalid key: Syntax error; key: "x"'),
    ("a reserved word", where("name = :x", S), RESERVED),
    ("an unknown function", where("bogus(a)"), "Invalid ConditionExpression: Invalid function name; function: bogus"),
    ("size alone", where("size(a)"), "Invalid ConditionExpression: The function is not allowed to be used this way in an expression; function: size"),
    ("begins_with of a number", where("begins_with(a, :x)", N),
     "Invalid ConditionExpression: Incorrect operand type for operator or function; operator or function: begins_with, operand type: N"),
    ("BETWEEN backwards", where("a BETWEEN :y AND :x", {":y": {"N": "2"}, **N}),
     "Invalid ConditionExpression: The BETWEEN operator requires upper bound to be greater than or equal to lower bound; lower bound operand: AttributeValue: {N:2}, upper bound operand: AttributeValue: {N:1}"),
]  # fmt: skip

GET_ITEM = [
    ("no table", {"TableName": "nosuch", "Key": key("k")}, NOT_FOUND, "ResourceNotFoundException"),
    ("an empty key", {"TableName": TABLE, "Key": {}}, SCHEMA),
    ("a key of two", {"TableName": TABLE, "Key": {**key("k"), "b": {"S": "x"}}}, SCHEMA),
    ("a key of another type", {"TableName": TABLE, "Key": {"a": {"N": "1"}}}, SCHEMA),
    ("paths that overlap", {"TableName": TABLE, "Key": key("k"), "ProjectionExpression": "a.b, a"},
     "Invalid ProjectionExpression: Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [a, b], path two: [a]"),
]  # fmt: skip

UPDATE_ITEM = [
    ("the key changed", update("SET a = :x", S), INVALID + "Cannot update attribute a. This attribute is part of the key"),
    ("SET twice", update("SET b = :x SET c = :x", S), 'Invalid UpdateExpression: The "SET" section can only be used once in an update expression;'),
    ("a path twice", update("SET b = :x, b = :x", S),
     "Invalid UpdateExpression: Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [b], path two: [b]"),
    ("a source that is not there", update("SET b = c"), "The provided expression refers to an attribute that does not exist in the item"),
    ("text plus a number", update("SET b = :x + :y", {**S, ":y": {"N": "1"}}),
     "Invalid UpdateExpression: Incorrect operand type for operator or function; operator or function: +, operand type: S"),
    ("ADD of text", update("ADD b :x", S),
     text("Invalid UpdateExpression: Incorrect operand type for operator or function; operator: ADD, operand type: STRING(, typeSet: ALLOWED_FOR_ADD_OPERAND)?")),
    ("a path into nothing", update("SET b.c = :x", S), "The document path provided in the update expression is invalid for update"),
    ("an unknown clause", update("FOO b"), text(r"Invalid UpdateExpression: Syntax error; .+")),
    ("if_not_exists of a value", update("SET b = if_not_exists(:x, :x)", S),
     "Invalid UpdateExpression: Operator or function requires a document path; operator or function: if_not_exists"),
    ("list_append of text", update("SET b = list_append(:x, :x)", S),
     "Invalid UpdateExpression: Incorrect operand type for operator or function; operator or function: list_append, operand type: S"),
]  # fmt: skip

QUERY = [
    ("no condition", {"TableName": TABLE}, "Either the KeyConditions or KeyConditionExpression parameter must be specified in the request."),
    ("a range of hash keys", query("a > :x"), "Query key condition not supported"),
    ("another attribute", query("b = :x"), "Query condition missed key schema element: a"),
    ("OR", query("a = :x OR a = :x"), "Invalid operator used in KeyConditionExpression: OR"),
    ("a value of another type", query("a = :x", {"N": "1"}), INVALID + "Condition parameter type does not match schema type"),
    ("no such index", query("a = :x", IndexName="nosuch"), "The table does not have the specified index: nosuch"),
    ("a filter on the key", query("a = :x", FilterExpression="a = :x"),
     "Filter Expression can only contain non-primary key attributes: Primary key attribute: a"),
    ("Limit 0", query("a = :x", Limit=0),
     text("1 validation error detected: Value .*at '[Ll]imit' failed to satisfy constraint: Member must have value greater than or equal to 1")),
    ("a start that is no key", query("a = :x", ExclusiveStartKey={"b": {"S": "1"}}), text("The provided starting key is invalid.*")),
]  # fmt: skip

SCAN = [
    ("a segment of nothing", {"TableName": TABLE, "Segment": 1},
     "The TotalSegments parameter is required but was not present in the request when Segment parameter is present"),
    ("a segment past the last", {"TableName": TABLE, "Segment": 2, "TotalSegments": 2},
     "The Segment parameter is zero-based and must be less than parameter TotalSegments: Segment: 2 is not less than TotalSegments: 2"),
    ("segments without one", {"TableName": TABLE, "TotalSegments": 2},
     "The Segment parameter is required but was not present in the request when parameter TotalSegments is present"),
]  # fmt: skip

BATCH_WRITE = [
    ("of nothing", {"RequestItems": {}},
     text("(1 validation error detected: .*have length greater than or equal to 1|The requestItems parameter is required for BatchWriteItem)")),
    ("26 items", {"RequestItems": {TABLE: [{"PutRequest": {"Item": key(str(n))}} for n in range(26)]}}, text(r".*(less than or equal to 25|Too many items).*")),
    ("a key twice", {"RequestItems": {TABLE: [{"PutRequest": {"Item": key("k")}}] * 2}}, "Provided list of item keys contains duplicates"),
    ("no table", {"RequestItems": {"nosuch": [{"PutRequest": {"Item": key("k")}}]}}, NOT_FOUND, "ResourceNotFoundException"),
]  # fmt: skip

BATCH_GET = [
    ("101 keys", {"RequestItems": {TABLE: {"Keys": [key(str(n)) for n in range(101)]}}}, text(r".*(less than or equal to 100|Too many items).*")),
    ("a key twice", {"RequestItems": {TABLE: {"Keys": [key("k")] * 2}}}, "Provided list of item keys contains duplicates"),
    ("no table", {"RequestItems": {"nosuch": {"Keys": [key("k")]}}}, NOT_FOUND, "ResourceNotFoundException"),
]  # fmt: skip

OTHERS = [
    ("describe_table", "no table", {"TableName": "nosuch"}, "Requested resource not found: Table: nosuch not found", "ResourceNotFoundException"),
    ("delete_table", "no table", {"TableName": "nosuch"}, "Requested resource not found: Table: nosuch not found", "ResourceNotFoundException"),
    ("list_tables", "Limit 0", {"Limit": 0}, violations(violation("0", "limit", "have value greater than or equal to 1"))),
    ("list_tables", "Limit 101", {"Limit": 101}, violations(violation("101", "limit", "have value less than or equal to 100"))),
    ("delete_item", "a key of another type", {"TableName": TABLE, "Key": {"a": {"N": "1"}}}, SCHEMA),
    ("list_tables", "a word for a number", {"Limit": "x"}, ANY, "SerializationException"),
]  # fmt: skip
