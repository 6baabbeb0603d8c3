package exchange.api;

import exchange.api.embedded.PostgresAccess;
import exchange.api.rest.ClientSecrets;
import exchange.api.rest.World;
import exchange.api.security.TestTokens;
import exchange.core.billing.Billings;
import exchange.core.matching.RunMatchingRound;
import exchange.core.member.Credential;
import exchange.core.member.Organization;
import exchange.core.member.Organizations;
import exchange.core.member.Role;
import exchange.core.testing.Trade;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** The whole server on PostgreSQL and Redis, with a database of its own and one operator in it. */
final class RunningExchange implements AutoCloseable {
  private final PostgresAccess postgres;
  private final Path directory;
  private final ConfigurableApplicationContext context;
  private final UUID operator = UUID.randomUUID();
  private final String operatorSecret;

  private RunningExchange(
      PostgresAccess postgres, Path directory, ConfigurableApplicationContext context) {
    this.postgres = postgres;
    this.directory = directory;
    this.context = context;
    ClientSecrets secrets = context.getBean(ClientSecrets.class);
    operatorSecret = secrets.of(operator.toString());
    context
        .getBean(Organizations.class)
        .admit(
            new Organization(operator, "Exchange Operations", "SG", Set.of(Role.OPERATOR)),
            new Credential(operator.toString(), operator, secrets.hash(operatorSecret).block()))
        .block();
  }

  /**
   * @param properties such as {@code --exchange.hold-life=1s}
   */
  static RunningExchange start(String... properties) {
    return start(TestStores.freshDatabase(), temporaryDirectory(), properties);
  }

  /** Another node of this exchange. */
  RunningExchange another(String... properties) {
    return start(postgres, directory, properties);
  }

  private static RunningExchange start(
      PostgresAccess postgres, Path directory, String... properties) {
    String[] all =
        Stream.concat(
                Stream.of(
                    "--server.port=0",
                    "--exchange.postgres.url=postgresql://%s:%d/%s"
                        .formatted(postgres.host(), postgres.port(), postgres.database()),
                    "--exchange.postgres.user=" + postgres.user(),
                    "--exchange.postgres.password=" + postgres.password(),
                    "--exchange.redis.url=" + TestStores.redis(),
                    "--exchange.demo=false",
                    "--exchange.security.hashing-rounds=4",
                    "--exchange.data-directory=" + directory),
                Arrays.stream(properties))
            .toArray(String[]::new);
    return new RunningExchange(
        postgres, directory, SpringApplication.run(ExchangeServer.class, all));
  }

  private static Path temporaryDirectory() {
    try {
      return Files.createTempDirectory(Path.of("target").toAbsolutePath(), "keys-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  ConfigurableApplicationContext context() {
    return context;
  }

  int port() {
    return ((WebServerApplicationContext) context).getWebServer().getPort();
  }

  /** Where it answers, such as {@code http://127.0.0.1:8080}. */
  String address() {
    return "http://127.0.0.1:" + port();
  }

  /** The e-mails to an address, as files that a library reads, in no order. */
  List<MimeMessage> mailsTo(String address) {
    Path folder = directory.resolve("mail");
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith("." + address + ".eml"))
          .map(RunningExchange::message)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static MimeMessage message(Path file) {
    try (InputStream content = Files.newInputStream(file)) {
      return new MimeMessage(Session.getInstance(new Properties()), content);
    } catch (IOException | MessagingException e) {
      throw new IllegalStateException(file.toString(), e);
    }
  }

  /** The operator with the generated client. */
  Partner operator() {
    return Partner.signIn(address(), operator.toString(), operatorSecret);
  }

  /** Members of every kind, newly admitted. */
  World world() {
    return new World(
        World.client(port()),
        operator.toString(),
        operatorSecret,
        TestTokens.expired(context, operator),
        () -> context.getBean(RunMatchingRound.class).run(progress -> {}).blockLast() != null,
        this::runOut);
  }

  /** Lets a contract come to its end, as if its days were over. */
  void runOut(UUID contract) {
    Trade.runOut(context.getBean(Billings.class), contract, Instant.now()).block();
  }

  /** The books themselves, past the exchange. */
  Connection books() throws SQLException {
    return DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
  }

  /** The one number that a query gives, straight from the books. */
  long number(String sql) {
    try (Connection connection = books();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** Does to the books what no part of the exchange would. */
  void tamper(String sql) {
    try (Connection connection = books();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  @Override
  public void close() {
    context.close();
  }
}
