package exchange.api.faults;

import exchange.api.ExchangeServer;
import exchange.api.jobs.Job;
import exchange.core.lease.Contract;
import exchange.core.lease.Contracts;
import exchange.core.member.Caller;
import exchange.core.values.Page;
import io.lettuce.core.api.StatefulRedisConnection;
import io.r2dbc.spi.ConnectionFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.springframework.boot.SpringApplication;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.r2dbc.connection.R2dbcTransactionManager;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The real server but for one mistake, which {@code --mutant} names. */
final class MutantServer {
  private MutantServer() {}

  public static void main(String[] arguments) {
    SpringApplication server = new SpringApplication(ExchangeServer.class);
    server.addInitializers(
        context -> {
          GenericApplicationContext beans = (GenericApplicationContext) context;
          String mutant = context.getEnvironment().getRequiredProperty("mutant");
          if (mutant.equals("transaction")) {
            beans.registerBean(
                "transactional",
                Contracts.class,
                () ->
                    new TransactionalContracts(
                        beans.getBean("connections", ConnectionFactory.class),
                        beans.getBean("contracts", Contracts.class)),
                definition -> definition.setPrimary(true));
          } else if (mutant.equals("redis-ends-holds")) {
            beans.registerBean("redisEndsHolds", Job.class, () -> endWhatRedisForgot(beans));
          }
        });
    server.run(arguments);
  }

  /** Ends every hold that Redis knows nothing of. */
  @SuppressWarnings("unchecked")
  private static Job endWhatRedisForgot(GenericApplicationContext beans) {
    DatabaseClient books =
        DatabaseClient.create(beans.getBean("connections", ConnectionFactory.class));
    StatefulRedisConnection<byte[], byte[]> redis = beans.getBean(StatefulRedisConnection.class);
    Mono<Void> work =
        books
            .sql("select id::text, listing_id::text from reservation where state = 'HELD'")
            .map(row -> List.of(row.get(0, String.class), row.get(1, String.class)))
            .all()
            .filterWhen(
                hold ->
                    redis
                        .reactive()
                        .hexists(bytes("slot:{" + hold.get(1) + "}"), bytes("h:" + hold.get(0)))
                        .map(known -> !known))
            .concatMap(
                hold ->
                    books
                        .sql("update reservation set expires_at = now() where id = $1")
                        .bind(0, UUID.fromString(hold.get(0)))
                        .fetch()
                        .rowsUpdated())
            .then();
    return new Job("Ending what Redis forgot", work, Duration.ofMillis(50));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Settles in a reactive transaction of several statements, as the manuals show it. */
  private static final class TransactionalContracts implements Contracts {
    private static final List<String> STEPS =
        List.of(
            "update lease_request q set state = 'LEASED' from reservation r"
                + " where r.id = $1 and q.id = r.request_id and q.state = 'HELD'",
            "insert into contract (id, reservation_id, exporter_id, owner_id, settled_at)"
                + " select md5(id::text)::uuid, id, exporter_id, owner_id, now() from reservation"
                + " where id = $1 and state = 'HELD' and expires_at > now()",
            "update reservation set state = 'CONFIRMED', contract_id = md5(id::text)::uuid"
                + " where id = $1",
            "insert into account (purpose, contract_id, currency, decimals)"
                + " select 'ESCROW', contract_id, currency, decimals from reservation where id = $1",
            "insert into transfer (id, kind, cause, at)"
                + " select contract_id, 'ESCROW', 'first period', now() from reservation"
                + " where id = $1",
            "insert into posting (transfer_id, account_id, amount)"
                + " select contract_id, a.id, case a.purpose when 'ESCROW' then 1 else -1 end"
                + "   * first_period_minor"
                + " from reservation r join account a on a.contract_id = r.contract_id"
                + "   or (a.owner_id = r.exporter_id and a.currency = r.currency)"
                + " where r.id = $1",
            "update account a set balance = balance - first_period_minor from reservation r"
                + " where r.id = $1 and a.owner_id = r.exporter_id and a.currency = r.currency",
            "update account a set balance = balance + first_period_minor from reservation r"
                + " where r.id = $1 and a.contract_id = r.contract_id",
            "insert into event (kind, subject, parties)"
                + " select 'CONTRACT_SETTLED', contract_id, array[exporter_id, owner_id]"
                + " from reservation where id = $1");

    private final DatabaseClient books;
    private final TransactionalOperator transaction;
    private final Contracts real;

    TransactionalContracts(ConnectionFactory connections, Contracts real) {
      this.books = DatabaseClient.create(connections);
      this.transaction = TransactionalOperator.create(new R2dbcTransactionManager(connections));
      this.real = real;
    }

    @Override
    public Mono<Contract> settle(UUID id, UUID reservationId, Caller caller) {
      return Flux.fromIterable(STEPS)
          .concatMap(step -> books.sql(step).bind(0, reservationId).fetch().rowsUpdated())
          .then()
          .as(transaction::transactional)
          .then(
              real.find(
                  UUID.nameUUIDFromBytes(
                      reservationId.toString().getBytes(StandardCharsets.US_ASCII)),
                  caller));
    }

    @Override
    public Mono<Contract> find(UUID id, Caller caller) {
      return real.find(id, caller);
    }

    @Override
    public Mono<Page<Contract>> page(Caller caller, Page.Query query) {
      return real.page(caller, query);
    }
  }
}
