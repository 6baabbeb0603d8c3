package exchange.api.faults;

import exchange.api.ExchangeServer;
import exchange.api.jobs.Job;
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

/** The real server but for one mistake, which {@code --mutant} names. */
final class MutantServer {
  private MutantServer() {}

  public static void main(String[] arguments) {
    SpringApplication server = new SpringApplication(ExchangeServer.class);
    server.addInitializers(
        context -> {
          GenericApplicationContext beans = (GenericApplicationContext) context;
          String mutant = context.getEnvironment().getRequiredProperty("mutant");
          if (mutant.equals("redis-ends-holds")) {
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
}
