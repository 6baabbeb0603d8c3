package exchange.api.faults;

import exchange.api.ExchangeServer;
import exchange.api.jobs.Job;
import exchange.core.lease.Contract;
import exchange.core.lease.Contracts;
import exchange.core.member.Attempt;
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
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** The real server but for one mistake, which {@code --mutant} names. */
final class MutantServer {
  /** What the mutant takes out of {@code command.settle}, as statements of their own. */
  private static final String MOVE_REQUEST =
      """
      update lease_request set state = 'LEASED'
      where id = (select request_id from reservation where id = $1)""";

  private static final String EMIT =
      """
      select emit('CONTRACT_SETTLED', contract_id, exporter_id, owner_id)::text
      from reservation where id = $1""";

  private static final JsonMapper JSON = new JsonMapper();

  private MutantServer() {}

  public static void main(String[] arguments) {
    SpringApplication server = new SpringApplication(ExchangeServer.class);
    server.addInitializers(
        context -> {
          GenericApplicationContext beans = (GenericApplicationContext) context;
          String mutant = context.getEnvironment().getRequiredProperty("mutant");
          if (mutant.equals("redis-ends-holds")) {
            beans.registerBean("redisEndsHolds", Job.class, () -> endWhatRedisForgot(beans));
          } else if (mutant.equals("many-statements")) {
            beans.registerBean(
                "manyStatements",
                Contracts.class,
                () -> new ManyStatements(beans),
                definition -> definition.setPrimary(true));
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

  /** Settles by several statements, so that one who hangs up leaves a part of them. */
  private static final class ManyStatements implements Contracts {
    private final Contracts real;
    private final DatabaseClient books;

    ManyStatements(GenericApplicationContext beans) {
      real = beans.getBean("contracts", Contracts.class);
      books = DatabaseClient.create(beans.getBean("connections", ConnectionFactory.class));
    }

    @Override
    public Mono<Contract> settle(UUID id, UUID reservationId, Caller caller) {
      return Mono.deferContextual(
          context -> {
            Mono<Long> steps =
                step(
                        "select change($1::jsonb, 'settle', $2::jsonb)::text",
                        JSON.writeValueAsString(context.get(Attempt.class)),
                        payload(id, reservationId, caller))
                    .then(step(MOVE_REQUEST, reservationId))
                    .then(step(EMIT, reservationId));
            return books
                .sql("select 1 from reservation where id = $1 and state = 'HELD'")
                .bind(0, reservationId)
                .mapValue(Integer.class)
                .one()
                .flatMap(held -> steps)
                .flatMap(done -> real.find(id, caller))
                .switchIfEmpty(real.settle(id, reservationId, caller));
          });
    }

    private static String payload(UUID id, UUID reservationId, Caller caller) {
      return """
      {"id":"%s","reservationId":"%s","callerId":"%s"}"""
          .formatted(id, reservationId, caller.organizationId());
    }

    private Mono<Long> step(String sql, Object... binds) {
      DatabaseClient.GenericExecuteSpec spec = books.sql(sql);
      for (int i = 0; i < binds.length; i++) {
        spec = spec.bind(i, binds[i]);
      }
      return spec.fetch().all().count();
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
