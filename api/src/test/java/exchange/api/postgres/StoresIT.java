package exchange.api.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import exchange.api.Books;
import exchange.api.TestStores;
import exchange.api.embedded.PostgresAccess;
import exchange.api.redis.RedisHolds;
import exchange.api.sandbox.SandboxCards;
import exchange.core.dispute.Dispute.Command;
import exchange.core.dispute.Dispute.State;
import exchange.core.event.EventKind;
import exchange.core.listing.Listing;
import exchange.core.notice.Topic;
import exchange.core.quote.Offer;
import exchange.core.quote.Offers.Changes;
import exchange.core.testing.AcceptancesBehavior;
import exchange.core.testing.AmendmentsBehavior;
import exchange.core.testing.AnnexesBehavior;
import exchange.core.testing.AttemptsBehavior;
import exchange.core.testing.BankBehavior;
import exchange.core.testing.BillingsBehavior;
import exchange.core.testing.BlacklistBehavior;
import exchange.core.testing.BlocksBehavior;
import exchange.core.testing.CardsBehavior;
import exchange.core.testing.ClaimsBehavior;
import exchange.core.testing.ContractsBehavior;
import exchange.core.testing.CreditBehavior;
import exchange.core.testing.CurrencyBehavior;
import exchange.core.testing.DisputesBehavior;
import exchange.core.testing.GuaranteeBehavior;
import exchange.core.testing.HoldsBehavior;
import exchange.core.testing.JournalBehavior;
import exchange.core.testing.LeaseStatesBehavior;
import exchange.core.testing.LivesBehavior;
import exchange.core.testing.MarketBehavior;
import exchange.core.testing.MatchingRoundsBehavior;
import exchange.core.testing.MatchingSchedulesBehavior;
import exchange.core.testing.MoneyBehavior;
import exchange.core.testing.NoticesBehavior;
import exchange.core.testing.NovationsBehavior;
import exchange.core.testing.ObjectionsBehavior;
import exchange.core.testing.OffersBehavior;
import exchange.core.testing.Ports;
import exchange.core.testing.ReconciliationsBehavior;
import exchange.core.testing.RecountsBehavior;
import exchange.core.testing.ReservationsBehavior;
import exchange.core.testing.ReservesBehavior;
import exchange.core.testing.ReviewsBehavior;
import exchange.core.testing.SplitsBehavior;
import exchange.core.testing.SubletsBehavior;
import exchange.core.testing.Trade;
import exchange.core.testing.WebhooksBehavior;
import io.lettuce.core.RedisClient;
import io.lettuce.core.codec.ByteArrayCodec;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.joda.money.CurrencyUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

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
        new PostgresBlocks(connections),
        new PostgresOffers(connections),
        new RedisHolds(redis.connect(ByteArrayCodec.INSTANCE)),
        new PostgresReservations(connections),
        new PostgresContracts(connections, connections),
        new PostgresSublets(connections),
        new PostgresRulebooks(connections),
        new PostgresRateTables(connections),
        new PostgresConversions(connections),
        new PostgresGuarantees(connections),
        new PostgresClaims(connections),
        new PostgresDisputes(connections),
        new PostgresLedger(connections),
        new PostgresJournal(connections),
        new PostgresReserves(connections),
        new PostgresBankStatements(connections),
        new PostgresPayouts(connections),
        new PostgresCardPayments(connections),
        new SandboxCards(connections, new byte[32]),
        new PostgresReconciliations(connections),
        new PostgresBillings(connections),
        new PostgresReviews(connections),
        new PostgresAcceptances(connections),
        new PostgresCreditFiles(connections),
        new PostgresCreditObjections(connections),
        new PostgresBlacklistings(connections),
        new PostgresAmendments(connections),
        new PostgresAnnexes(connections),
        new PostgresNovations(connections),
        new PostgresDocuments(connections),
        new PostgresMatchingRounds(connections, CurrencyUnit.USD),
        new PostgresMatchingSchedules(connections),
        new PostgresRecounts(connections),
        new PostgresEvents(connections),
        new PostgresWebhooks(connections),
        new PostgresDeliveries(connections),
        new PostgresNotices(connections),
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
  class Splits extends SplitsBehavior {
    @Override
    protected Ports open() {
      return real;
    }
  }

  @Nested
  class Sublets extends SubletsBehavior {
    @Override
    protected Ports open() {
      return real;
    }

    @Override
    protected int usually() {
      return 20;
    }
  }

  @Nested
  class LeaseStates extends LeaseStatesBehavior {
    @Override
    protected Ports open() {
      return real;
    }
  }

  @Nested
  class Lives extends LivesBehavior {
    @Override
    protected Ports open() {
      return real;
    }

    @Override
    protected int usually() {
      return 10;
    }

    @Override
    protected List<String> disorder() {
      Database database = new Database(pool);
      List<String> wrong = new ArrayList<>(super.disorder());
      wrong.addAll(
          Books.disorder(
              sql ->
                  Long.parseLong(
                      Trade.now(database.one("select (" + sql + ")::text", row -> row)))));
      return wrong;
    }
  }

  @Nested
  class Billings extends BillingsBehavior {
    @Override
    protected Ports open() {
      return real;
    }
  }

  @Nested
  class Reviews extends ReviewsBehavior {
    @Override
    protected Ports open() {
      return real;
    }
  }

  @Nested
  class Acceptances extends AcceptancesBehavior {
    @Override
    protected Ports open() {
      return real;
    }
  }

  @Nested
  class Amendments extends AmendmentsBehavior {
    @Override
    protected Ports open() {
      return real;
    }
  }

  @Nested
  class Credit extends CreditBehavior {
    @Override
    protected Ports open() {
      return real;
    }
  }

  @Nested
  class Objections extends ObjectionsBehavior {
    @Override
    protected Ports open() {
      return real;
    }
  }

  @Nested
  class Blacklist extends BlacklistBehavior {
    @Override
    protected Ports open() {
      return real;
    }
  }

  @Nested
  class Annexes extends AnnexesBehavior {
    @Override
    protected Ports open() {
      return real;
    }
  }

  @Nested
  class Novations extends NovationsBehavior {
    @Override
    protected Ports open() {
      return real;
    }
  }

  @Nested
  class Money extends MoneyBehavior {
    @Override
    protected Ports open() {
      return real;
    }

    @Override
    protected int usually() {
      return 20;
    }
  }

  @Nested
  class Bank extends BankBehavior {
    @Override
    protected Ports open() {
      return real;
    }

    @Override
    protected int usually() {
      return 20;
    }
  }

  @Nested
  class Cards extends CardsBehavior {
    @Override
    protected Ports open() {
      return real;
    }

    @Override
    protected int usually() {
      return 20;
    }
  }

  @Nested
  class Reconciliations extends ReconciliationsBehavior {
    @Override
    protected Ports open() {
      return real;
    }
  }

  @Nested
  class Currency extends CurrencyBehavior {
    @Override
    protected Ports open() {
      return real;
    }
  }

  @Nested
  class Claims extends ClaimsBehavior {
    @Override
    protected Ports open() {
      return real;
    }
  }

  @Nested
  class Disputes extends DisputesBehavior {
    @Override
    protected Ports open() {
      return real;
    }

    @Test
    void theStepsAndTheirMoversAreTheSameInSql() {
      Set<String> stated = new TreeSet<>();
      for (Command command : Command.values()) {
        command.movers().forEach(party -> stated.add(command + " by " + party));
        for (State state : State.values()) {
          state.after(command).ifPresent(next -> stated.add(state + " " + command + " " + next));
        }
      }
      Database database = new Database(pool);
      assertThat(
              Trade.now(
                  database
                      .all(
                          """
                          select state || ' ' || command || ' ' || next from dispute_step
                          union all
                          select command || ' by ' || party from dispute_mover""",
                          row -> row)
                      .collectList()))
          .containsExactlyInAnyOrderElementsOf(stated);
    }
  }

  @Nested
  class Guarantee extends GuaranteeBehavior {
    @Override
    protected Ports open() {
      return real;
    }
  }

  @Nested
  class Journal extends JournalBehavior {
    @Override
    protected Ports open() {
      return real;
    }
  }

  @Nested
  class Reserves extends ReservesBehavior {
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
  class Offers extends OffersBehavior {
    @Override
    protected Ports open() {
      return real;
    }

    /** Its number is lower than that of what is read before it can be seen. */
    @Test
    void whatIsCommittedLateIsToldOfAsWell() {
      Listing early = Trade.offer(trade.warehouse(trade.owner()), 5);
      Connection slow = Trade.now(Mono.from(pool.create()));
      try {
        Mono.from(slow.beginTransaction()).block();
        Mono.from(
                slow.createStatement("select change(null, 'publish_listing', $1::jsonb)::text")
                    .bind("$1", Documents.write(early))
                    .execute())
            .flatMap(result -> Mono.from(result.map((row, meta) -> true)))
            .block();
        long mark = Trade.now(ports.offers().mark());
        Listing late = trade.listing(trade.owner(), 5);
        Changes before = Trade.now(ports.offers().since(mark));
        assertThat(before.offers()).extracting(Offer::listing).contains(late).doesNotContain(early);
        Mono.from(slow.commitTransaction()).block();
        Changes after = Trade.now(ports.offers().since(before.mark()));
        assertThat(after.offers()).extracting(Offer::listing).contains(early);
      } finally {
        Mono.from(slow.close()).block();
      }
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
  class Webhooks extends WebhooksBehavior {
    @Override
    protected Ports open() {
      return real;
    }
  }

  @Nested
  class Notices extends NoticesBehavior {
    @Override
    protected Ports open() {
      return real;
    }

    @Test
    void theTopicsAreTheSameInSql() {
      Database database = new Database(pool);
      for (EventKind kind : EventKind.values()) {
        Mono<String> topic = database.one("select topic_of($1)", row -> row, kind.name());
        assertThat(Trade.now(topic)).as(kind.name()).isEqualTo(Topic.of(kind).name());
      }
    }
  }

  @Nested
  class MatchingRounds extends MatchingRoundsBehavior {
    @Override
    protected Ports open() {
      return real;
    }
  }

  @Nested
  class MatchingSchedules extends MatchingSchedulesBehavior {
    @Override
    protected Ports open() {
      return real;
    }
  }

  @Nested
  class Blocks extends BlocksBehavior {
    @Override
    protected Ports open() {
      return real;
    }
  }
}
