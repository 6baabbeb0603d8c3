package exchange.api;

import exchange.api.embedded.EmbeddedStores;
import exchange.api.embedded.PostgresAccess;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Where PostgreSQL and Redis are: those that the settings name, or embedded ones where they name
 * none.
 */
final class Stores implements AutoCloseable {
  private final @Nullable EmbeddedStores embedded;
  private final PostgresAccess postgres;
  private final String redis;

  private Stores(@Nullable EmbeddedStores embedded, PostgresAccess postgres, String redis) {
    this.embedded = embedded;
    this.postgres = postgres;
    this.redis = redis;
  }

  /**
   * @param production whether embedded stores are refused
   * @throws StartupException when the settings do not make sense together
   */
  static Stores open(ExchangeSettings settings, boolean production) {
    boolean noPostgres = settings.postgres().url().isBlank();
    boolean noRedis = settings.redis().url().isBlank();
    if (noPostgres != noRedis) {
      throw new StartupException(
          "Only one of EXCHANGE_POSTGRES_URL and EXCHANGE_REDIS_URL is set: set both, or neither"
              + " to start embedded stores.");
    }
    if (!noPostgres) {
      return new Stores(null, access(settings.postgres()), settings.redis().url());
    }
    if (production) {
      throw new StartupException(
          "In production the exchange wants stores of its own: set EXCHANGE_POSTGRES_URL (such as"
              + " postgresql://host:5432/exchange) and EXCHANGE_REDIS_URL (such as"
              + " redis://host:6379).");
    }
    EmbeddedStores embedded = EmbeddedStores.start(settings.dataDirectory());
    return new Stores(embedded, embedded.postgres(), embedded.redisUri().toString());
  }

  private static PostgresAccess access(ExchangeSettings.Postgres settings) {
    URI uri = URI.create(settings.url());
    String path = uri.getPath() == null ? "" : uri.getPath();
    if (!"postgresql".equals(uri.getScheme()) || uri.getHost() == null || path.length() < 2) {
      throw new StartupException(
          "EXCHANGE_POSTGRES_URL must look like postgresql://host:5432/database; user and password"
              + " go into EXCHANGE_POSTGRES_USER and EXCHANGE_POSTGRES_PASSWORD.");
    }
    return new PostgresAccess(
        uri.getHost(),
        uri.getPort() < 0 ? 5432 : uri.getPort(),
        path.substring(1),
        settings.user(),
        settings.password());
  }

  boolean areEmbedded() {
    return embedded != null;
  }

  PostgresAccess postgres() {
    return postgres;
  }

  /** Such as {@code redis://host:6379}, with the password if there is one. */
  String redis() {
    return redis;
  }

  @Override
  public void close() {
    if (embedded != null) {
      embedded.close();
    }
  }
}
