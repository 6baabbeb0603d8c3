package exchange.api.embedded;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;

/**
 * A server in a JVM of its own, to be killed. Inserts rows one by one and prints each number once
 * it is acknowledged; prints the sentence instead when the stores refuse to start.
 */
final class ChildServer {

  /** What its lines begin with, among those of the log. */
  static final String ROW = "row ";

  static final String REFUSED = "refused ";

  private ChildServer() {}

  public static void main(String[] args) throws Exception {
    EmbeddedStores.Options options =
        EmbeddedStores.Options.of(Path.of(args[0])).withBinariesDirectory(Path.of(args[1]));
    try (EmbeddedStores stores = EmbeddedStores.start(options);
        Connection connection = TestServers.connect(stores.postgres());
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE IF NOT EXISTS entry (number int PRIMARY KEY)");
      try (PreparedStatement insert = connection.prepareStatement("INSERT INTO entry VALUES (?)")) {
        for (int number = 1; ; number++) {
          insert.setInt(1, number);
          insert.executeUpdate();
          System.out.println(ROW + number);
        }
      }
    } catch (EmbeddedStoresException e) {
      System.out.println(REFUSED + e.getMessage());
    }
  }
}
