package exchange.api.postgres;

import org.flywaydb.core.Flyway;

/** Brings the books to the form that this version of the program reads. */
public final class Migrations {
  private Migrations() {}

  /** Safe to call on several nodes at once: Flyway takes a lock. */
  public static void run(String jdbcUrl, String user, String password) {
    Flyway.configure()
        .dataSource(jdbcUrl, user, password)
        // The commands were version 3 once; they are written anew whenever they change.
        .ignoreMigrationPatterns("versioned:missing")
        .load()
        .migrate();
  }
}
