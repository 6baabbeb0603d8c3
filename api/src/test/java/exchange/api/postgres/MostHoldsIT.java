package exchange.api.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import exchange.api.TestStores;
import exchange.api.embedded.PostgresAccess;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever is trusted more may hold more. */
class MostHoldsIT {
  private static Connection sql;

  /** A member of each tier, and a scorecard in force that knows not all of them. */
  @BeforeAll
  static void grade() throws SQLException {
    PostgresAccess access = TestStores.freshDatabase();
    Migrations.run(access.jdbcUrl(), access.user(), access.password());
    sql = DriverManager.getConnection(access.jdbcUrl(), access.user(), access.password());
    try (Statement statement = sql.createStatement()) {
      statement.execute(
          """
          select change(null, 'admit_organization', jsonb_build_object(
            'organization', jsonb_build_object('id', md5(tier)::uuid),
            'credential', jsonb_build_object('clientId', tier, 'secretHash', '')))
          from unnest('{WATCH,NEWCOMER,STANDARD,ADVANCED}'::text[]) tier;
          insert into credit_file (organization_id, graded_at, tier, doc)
          select md5(tier)::uuid, now(), tier, '{}'
          from unnest('{WATCH,STANDARD,ADVANCED}'::text[]) tier;
          insert into scorecard (valid_from, doc) values
            (now(), '{"tiers": {"STANDARD": {"holdsPercent": 1}}}'),
            (now(), '{"tiers": {"WATCH": {"holdsPercent": 20}, "NEWCOMER": {"holdsPercent": 100},
                                "STANDARD": {"holdsPercent": 150}}}'),
            (now() + interval '1 day', '{"tiers": {"STANDARD": {"holdsPercent": 2}}}')""");
    }
  }

  @AfterAll
  static void close() throws SQLException {
    sql.close();
  }

  @ParameterizedTest
  @CsvSource({
    "WATCH, 50, 10",
    "WATCH, 1, 1",
    "NEWCOMER, 50, 50",
    "STANDARD, 50, 75",
    "STANDARD, 100000000, 150000000",
    "ADVANCED, 50, 50"
  })
  void aTierHasItsShareOfWhatIsUsual(String tier, int usual, int most) throws SQLException {
    try (Statement statement = sql.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select most_holds(md5('%s')::uuid, %d)".formatted(tier, usual))) {
      row.next();
      assertThat(row.getInt(1)).isEqualTo(most);
    }
  }
}
