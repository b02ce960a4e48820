// What JDBC tools ask first: metadata of catalogs, schemas, tables, columns, keys; then a prepared statement.
// Prints one line each, for the test to compare.

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

public class Jdbc {
    public static void main(String[] arguments) throws Exception {
        try (Connection connection = DriverManager.getConnection(arguments[0], "me", "")) {
            DatabaseMetaData about = connection.getMetaData();
            tell("product", List.of(about.getDatabaseProductName(), about.getDatabaseMajorVersion()));
            rows("catalogs", about.getCatalogs(), "TABLE_CAT");
            rows("schemas", about.getSchemas(), "TABLE_SCHEM");
            rows("tables", about.getTables(null, "motors", "%", null), "TABLE_SCHEM", "TABLE_NAME", "TABLE_TYPE", "REMARKS");
            rows("some", about.getTables(null, null, "read%", new String[] {"TABLE"}), "TABLE_NAME");
            rows("columns", about.getColumns(null, "motors", "readings", "%"), "COLUMN_NAME", "DATA_TYPE", "TYPE_NAME", "COLUMN_SIZE", "DECIMAL_DIGITS", "REMARKS", "ORDINAL_POSITION", "IS_NULLABLE");
            rows("keys", about.getPrimaryKeys(null, "motors", "readings"), "COLUMN_NAME");
            rows("indexes", about.getIndexInfo(null, "motors", "readings", false, false), "INDEX_NAME");
            rows("imported", about.getImportedKeys(null, "motors", "readings"), "FKCOLUMN_NAME");
            rows("exported", about.getExportedKeys(null, "motors", "readings"), "FKCOLUMN_NAME");
            rows("procedures", about.getProcedures(null, null, "%"), "PROCEDURE_NAME");
            rows("functions", about.getFunctions(null, null, "%"), "FUNCTION_NAME");
            about.getTypeInfo().close();
            about.getTablePrivileges(null, "motors", "readings").close();
            about.getVersionColumns(null, "motors", "readings").close();
            about.getBestRowIdentifier(null, "motors", "readings", DatabaseMetaData.bestRowSession, true).close();
            tell("schema", List.of(connection.getSchema(), connection.getCatalog()));
            ask(connection);
            fetch(connection);
            fail(connection);
        }
    }

    static void ask(Connection connection) throws SQLException {
        String text = "SELECT ? + 1 AS a, ? AS b, ? AS c, CAST(? AS date) AS d, x FROM UNNEST(ARRAY[1, 2]) AS t(x) WHERE x = ?";
        // Beyond the fifth time the driver prepares by name, and takes binary.
        for (int time = 0; time < 8; time++) {
            try (PreparedStatement statement = connection.prepareStatement(text)) {
                statement.setInt(1, 41);
                statement.setString(2, "it's");
                statement.setDouble(3, 1.5);
                statement.setDate(4, java.sql.Date.valueOf("2024-02-29"));
                statement.setLong(5, 2);
                try (ResultSet rows = statement.executeQuery()) {
                    rows.next();
                    ResultSetMetaData about = rows.getMetaData();
                    tell("asked", List.of(rows.getInt("a"), rows.getString("b"), rows.getDouble("c"), rows.getDate("d"), rows.getInt("x"), about.getColumnTypeName(1)));
                }
            }
        }
    }

    static void fetch(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(7);
            try (ResultSet rows = statement.executeQuery("SELECT x FROM UNNEST(sequence(1, 100)) AS t(x)")) {
                int sum = 0;
                while (rows.next()) {
                    sum += rows.getInt(1);
                }
                tell("sum", List.of(sum));
            }
        }
        connection.commit();
        connection.setAutoCommit(true);
    }

    static void fail(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeQuery("SELECT nothing");
        } catch (SQLException error) {
            tell("state", List.of(error.getSQLState()));
        }
    }

    static void rows(String what, ResultSet rows, String... names) throws SQLException {
        while (rows.next()) {
            List<Object> row = new ArrayList<>();
            for (String name : names) {
                row.add(rows.getString(name));
            }
            tell(what, row);
        }
        rows.close();
    }

    static void tell(String what, List<?> values) {
        StringBuilder line = new StringBuilder(what);
        for (Object value : values) {
            line.append('|').append(value);
        }
        System.out.println(line);
    }
}
