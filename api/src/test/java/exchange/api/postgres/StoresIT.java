package exchange.api.postgres;

import exchange.api.TestStores;
import exchange.api.embedded.PostgresAccess;
import exchange.api.redis.RedisHolds;
import exchange.core.testing.AttemptsBehavior;
import exchange.core.testing.ContractsBehavior;
import exchange.core.testing.HoldsBehavior;
import exchange.core.testing.MarketBehavior;
import exchange.core.testing.MatchingRoundsBehavior;
import exchange.core.testing.Ports;
import exchange.core.testing.RecountsBehavior;
import exchange.core.testing.ReservationsBehavior;
import io.lettuce.core.RedisClient;
import io.lettuce.core.codec.ByteArrayCodec;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import io.r2dbc.spi.ConnectionFactory;
import org.joda.money.CurrencyUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;

/** The suites of all ports on PostgreSQL and Redis. */
class StoresIT {
  private static ConnectionPool pool;
  private static RedisClient redis;
  private static Ports real;

  @BeforeAll
  static void connect() {
    PostgresAccess access = TestStores.freshDatabase();
    Migrations.run(access.jdbcUrl(), access.user(), access.password());
    pool =
        new ConnectionPool(
            ConnectionPoolConfiguration.builder(
                    new PostgresqlConnectionFactory(
                        PostgresqlConnectionConfiguration.builder()
                            .host(access.host())
                            .port(access.port())
                            .database(access.database())
                            .username(access.user())
                            .password(access.password())
                            .build()))
                .maxSize(16)
                .build());
    redis = RedisClient.create(TestStores.redis());
    real = ports(pool, redis);
  }

  private static Ports ports(ConnectionFactory connections, RedisClient redis) {
    return new Ports(
        new PostgresOrganizations(connections),
        new PostgresWarehouses(connections),
        new PostgresListings(connections),
        new PostgresLeaseRequests(connections),
        new PostgresQuotes(connections),
        new PostgresCapacities(connections),
        new RedisHolds(redis.connect(ByteArrayCodec.INSTANCE)),
        new PostgresReservations(connections),
        new PostgresContracts(connections, connections),
        new PostgresLedger(connections),
        new PostgresMatchingRounds(connections, CurrencyUnit.USD),
        new PostgresRecounts(connections),
        new PostgresAttempts(connections));
  }

  @AfterAll
  static void disconnect() {
    pool.dispose();
    redis.shutdown();
  }

  @Nested
  class Reservations extends ReservationsBehavior {
    @Override
    protected Ports open() {
      return real;
    }
  }

  @Nested
  class Contracts extends ContractsBehavior {
    @Override
    protected Ports open() {
      return real;
    }
  }

  @Nested
  class Holds extends HoldsBehavior {
    @Override
    protected Ports open() {
      return real;
    }
  }

  @Nested
  class Market extends MarketBehavior {
    @Override
    protected Ports open() {
      return real;
    }
  }

  @Nested
  class Attempts extends AttemptsBehavior {
    @Override
    protected Ports open() {
      return real;
    }
  }

  @Nested
  class Recounts extends RecountsBehavior {
    @Override
    protected Ports open() {
      return real;
    }
  }

  @Nested
  class MatchingRounds extends MatchingRoundsBehavior {
    @Override
    protected Ports open() {
      return real;
    }
  }
}
