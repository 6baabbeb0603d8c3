package exchange.api.embedded;

/**
 * How to reach the database: as the owner of an otherwise empty database, not as a superuser, whom
 * row-level security would not stop. The owner may create databases, roles and trusted extensions,
 * as on a hosted PostgreSQL.
 */
public record PostgresAccess(String host, int port, String database, String user, String password) {

  /** Without the credentials. */
  public String jdbcUrl() {
    return "jdbc:postgresql://" + host + ":" + port + "/" + database;
  }

  /** Without the credentials. */
  public String r2dbcUrl() {
    return "r2dbc:postgresql://" + host + ":" + port + "/" + database;
  }

  /** Without the password, for it ends up in logs. */
  @Override
  public String toString() {
    return user + "@" + host + ":" + port + "/" + database;
  }
}
