-- SQL's own JSON functions in their plain forms.
SELECT json_exists('{"a": [1, 2]}', 'lax $.a[5]'), json_exists('{"a": [1, 2]}', 'lax $.a[1]'), json_exists('{"a": null}', 'strict $.a'), json_exists('not json', 'lax $');
SELECT json_value('{"comment": "Meets 5 cats", "n": 1.50, "b": true}', 'lax $.comment'), json_value('{"n": 1.5}', 'lax $.n'), json_value('{"b": true}', 'lax $.b'), json_value('{"a": [1]}', 'lax $.a'), json_value('{"a": [1]}', 'lax $.a[0]'), json_value('{}', 'strict $.a'), json_value('[1, 2]', 'lax $[*]');
SELECT json_query('{"a": {"b": [1, 2]}}', 'lax $.a'), json_query('{"a": {"b": [1, 2]}}', 'lax $.a.b'), json_query('{"a": "x"}', 'lax $.a'), json_query('[1, 2]', 'lax $[*]'), json_query(NULL, 'lax $'), json_query('{"a b": [1]}', 'strict $."a b"[last]');
SELECT json_value('{}', '$.a');
SELECT json_value('{}', 'lax $.a.size()');
