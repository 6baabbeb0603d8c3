package exchange.api;

import exchange.api.embedded.PostgresAccess;
import exchange.api.postgres.Migrations;
import exchange.api.postgres.PostgresAcceptances;
import exchange.api.postgres.PostgresAmendments;
import exchange.api.postgres.PostgresAnnexes;
import exchange.api.postgres.PostgresAttempts;
import exchange.api.postgres.PostgresBankStatements;
import exchange.api.postgres.PostgresBillings;
import exchange.api.postgres.PostgresBlacklistings;
import exchange.api.postgres.PostgresBlocks;
import exchange.api.postgres.PostgresCapacities;
import exchange.api.postgres.PostgresCardPayments;
import exchange.api.postgres.PostgresClaims;
import exchange.api.postgres.PostgresContracts;
import exchange.api.postgres.PostgresConversions;
import exchange.api.postgres.PostgresCreditFiles;
import exchange.api.postgres.PostgresCreditObjections;
import exchange.api.postgres.PostgresDeliveries;
import exchange.api.postgres.PostgresDisputes;
import exchange.api.postgres.PostgresDocuments;
import exchange.api.postgres.PostgresEvents;
import exchange.api.postgres.PostgresGuarantees;
import exchange.api.postgres.PostgresJournal;
import exchange.api.postgres.PostgresLeaseRequests;
import exchange.api.postgres.PostgresLedger;
import exchange.api.postgres.PostgresListings;
import exchange.api.postgres.PostgresMatchingRounds;
import exchange.api.postgres.PostgresMatchingSchedules;
import exchange.api.postgres.PostgresNotices;
import exchange.api.postgres.PostgresNovations;
import exchange.api.postgres.PostgresOffers;
import exchange.api.postgres.PostgresOrganizations;
import exchange.api.postgres.PostgresPayouts;
import exchange.api.postgres.PostgresQuotes;
import exchange.api.postgres.PostgresRateTables;
import exchange.api.postgres.PostgresReconciliations;
import exchange.api.postgres.PostgresRecounts;
import exchange.api.postgres.PostgresReservations;
import exchange.api.postgres.PostgresReserves;
import exchange.api.postgres.PostgresReviews;
import exchange.api.postgres.PostgresRulebooks;
import exchange.api.postgres.PostgresSublets;
import exchange.api.postgres.PostgresWarehouses;
import exchange.api.postgres.PostgresWebhooks;
import exchange.api.redis.RedisHolds;
import exchange.core.capacity.Holds;
import exchange.core.lease.Contracts;
import exchange.core.matching.MatchingRounds;
import exchange.core.values.ExchangeRates;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;

/** Opens the stores and gives every port its implementation. */
@Configuration(proxyBeanMethods = false)
@Import({
  PostgresAmendments.class,
  PostgresAnnexes.class,
  PostgresAttempts.class,
  PostgresBankStatements.class,
  PostgresAcceptances.class,
  PostgresBillings.class,
  PostgresBlacklistings.class,
  PostgresBlocks.class,
  PostgresCapacities.class,
  PostgresCardPayments.class,
  PostgresClaims.class,
  PostgresConversions.class,
  PostgresCreditFiles.class,
  PostgresCreditObjections.class,
  PostgresDeliveries.class,
  PostgresDisputes.class,
  PostgresDocuments.class,
  PostgresEvents.class,
  PostgresGuarantees.class,
  PostgresJournal.class,
  PostgresLeaseRequests.class,
  PostgresLedger.class,
  PostgresListings.class,
  PostgresMatchingSchedules.class,
  PostgresNotices.class,
  PostgresNovations.class,
  PostgresOffers.class,
  PostgresOrganizations.class,
  PostgresPayouts.class,
  PostgresQuotes.class,
  PostgresRateTables.class,
  PostgresReconciliations.class,
  PostgresRecounts.class,
  PostgresReservations.class,
  PostgresReserves.class,
  PostgresReviews.class,
  PostgresRulebooks.class,
  PostgresSublets.class,
  PostgresWarehouses.class,
  PostgresWebhooks.class
})
class StoreWiring {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration COURT_PATIENCE = Duration.ofSeconds(1);
  private static final int SETTLEMENT_CONNECTIONS = 4;

  /** Callers who wait for a connection; the next is told to come back. */
  private static final int MOST_WAITING = 1_000;

  @Bean(destroyMethod = "close")
  Stores stores(ExchangeSettings settings, Environment environment) {
    return Stores.open(settings, environment.acceptsProfiles(Profiles.of("prod")));
  }

  /** For everything but settlements. */
  @Primary
  @Bean(destroyMethod = "dispose")
  ConnectionPool connections(Stores stores, ExchangeSettings settings) {
    PostgresAccess postgres = stores.postgres();
    Migrations.run(postgres.jdbcUrl(), postgres.user(), postgres.password());
    return pool(postgres, settings.postgres().connections());
  }

  /** So that a confirmation need not wait for those who look around. */
  @Bean(destroyMethod = "dispose")
  ConnectionPool settlementConnections(Stores stores) {
    return pool(stores.postgres(), SETTLEMENT_CONNECTIONS);
  }

  private static ConnectionPool pool(PostgresAccess postgres, int size) {
    PostgresqlConnectionConfiguration configuration =
        PostgresqlConnectionConfiguration.builder()
            .host(postgres.host())
            .port(postgres.port())
            .database(postgres.database())
            .username(postgres.user())
            .password(postgres.password())
            .applicationName("warehouse-exchange")
            .connectTimeout(PATIENCE)
            .statementTimeout(PATIENCE)
            .tcpKeepAlive(true)
            .build();
    return new ConnectionPool(
        ConnectionPoolConfiguration.builder(new PostgresqlConnectionFactory(configuration))
            .initialSize(Math.min(2, size))
            .maxSize(size)
            .customizer(each -> each.maxPendingAcquire(MOST_WAITING))
            .maxAcquireTime(PATIENCE)
            .maxIdleTime(Duration.ofMinutes(10))
            .build());
  }

  @Bean(destroyMethod = "close")
  RedisClient redisClient(Stores stores) {
    RedisURI uri = RedisURI.create(stores.redis());
    uri.setTimeout(COURT_PATIENCE);
    RedisClient client = RedisClient.create(uri);
    client.setOptions(
        ClientOptions.builder()
            // A hold that waits for Redis to come back would be a hold that nobody waits for.
            .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
            .timeoutOptions(TimeoutOptions.enabled(COURT_PATIENCE))
            .build());
    return client;
  }

  @Bean(destroyMethod = "close")
  StatefulRedisConnection<byte[], byte[]> redisConnection(RedisClient client) {
    return client.connect(ByteArrayCodec.INSTANCE);
  }

  @Bean
  Holds holds(StatefulRedisConnection<byte[], byte[]> redis) {
    return new RedisHolds(redis);
  }

  @Bean
  Contracts contracts(
      ConnectionFactory connections,
      @Qualifier("settlementConnections") ConnectionFactory settlements) {
    return new PostgresContracts(connections, settlements);
  }

  @Bean
  MatchingRounds matchingRounds(ConnectionFactory connections, ExchangeRates rates) {
    return new PostgresMatchingRounds(connections, rates.market());
  }
}
