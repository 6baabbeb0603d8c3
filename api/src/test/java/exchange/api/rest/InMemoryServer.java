package exchange.api.rest;

import exchange.api.security.ClientCredentials;
import exchange.api.security.TestTokens;
import exchange.core.matching.RunMatchingRound;
import exchange.core.member.Credential;
import exchange.core.member.Organization;
import exchange.core.member.Role;
import exchange.core.testing.InMemoryExchange;
import exchange.core.testing.Trade;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.web.reactive.server.WebTestClient;

/** The REST side and its security over HTTP, on books in memory. */
public final class InMemoryServer implements AutoCloseable {
  private static final String SECRET_KEY = "a test key of thirty-two letters or more";

  private final ConfigurableApplicationContext context;
  private final WebTestClient client;

  private InMemoryServer(String... properties) {
    String[] all =
        Stream.concat(
                Stream.of(
                    "--server.port=0",
                    "--exchange.data-directory=target/test-data",
                    "--exchange.security.hashing-rounds=4",
                    "--exchange.security.client-secret-key=" + SECRET_KEY),
                Arrays.stream(properties))
            .toArray(String[]::new);
    context =
        new SpringApplicationBuilder(InMemoryWiring.class)
            .initializers(InMemoryServer::register)
            .run(all);
    int port = ((WebServerApplicationContext) context).getWebServer().getPort();
    client = World.client(port);
  }

  private static void register(ConfigurableApplicationContext context) {
    for (Object part : InMemoryWiring.parts(Clock.systemUTC())) {
      context.getBeanFactory().registerSingleton(part.getClass().getName(), part);
    }
  }

  /**
   * @param properties such as {@code --exchange.security.issuer=urn:x}
   */
  public static InMemoryServer start(String... properties) {
    return new InMemoryServer(properties);
  }

  public ConfigurableApplicationContext context() {
    return context;
  }

  public WebTestClient client() {
    return client;
  }

  public InMemoryExchange exchange() {
    return context.getBean(InMemoryExchange.class);
  }

  /** Members of every kind on this server. */
  public World world() {
    UUID operator = UUID.randomUUID();
    String secret = admit(operator, Role.OPERATOR);
    return new World(
        client,
        operator.toString(),
        secret,
        TestTokens.expired(context, operator),
        () -> context.getBean(RunMatchingRound.class).run(progress -> {}).blockLast() != null,
        contract -> Trade.runOut(exchange().billings(), contract, Instant.now()).block());
  }

  /** Admits a member whose client id is its own id, and gives its secret. */
  public String admit(UUID id, Role... roles) {
    ClientCredentials credentials = context.getBean(ClientCredentials.class);
    String secret = credentials.secretOf(id.toString());
    Credential credential = new Credential(id.toString(), id, credentials.hash(secret).block());
    Organization organization = new Organization(id, "Test member", "CN", Set.of(roles));
    exchange().organizations().admit(organization, credential).block();
    return secret;
  }

  @Override
  public void close() {
    context.close();
  }
}
