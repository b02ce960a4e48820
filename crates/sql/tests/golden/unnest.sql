-- UNNEST in all its forms.
SELECT * FROM UNNEST(ARRAY[1, 2]) AS t (n);
SELECT * FROM UNNEST(ARRAY[1, 2], ARRAY['a']) WITH ORDINALITY AS t (n, s, i);
SELECT id, tag FROM events CROSS JOIN UNNEST(tags) AS t (tag) ORDER BY 1, 2;
SELECT id, tag FROM events LEFT JOIN UNNEST(tags) AS t (tag) ON true ORDER BY 1, 2;
SELECT e.id, t.k, t.v FROM events e, UNNEST(e.props) AS t (k, v);
SELECT x, y FROM UNNEST(ARRAY[ROW(1, 'a'), ROW(2, 'b')]) AS t (x, y);
SELECT e.id, t.tag, o.id FROM events e CROSS JOIN UNNEST(e.tags) AS t (tag) JOIN orders o ON o.id = e.id ORDER BY 2;
SELECT n FROM UNNEST(ARRAY[1, 2]) AS t (a, b);
