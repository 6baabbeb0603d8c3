package exchange.api.rest;

import io.lettuce.core.RedisException;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import io.r2dbc.spi.R2dbcTransientException;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;

/** Tells a store that does not answer from a mistake of ours. */
final class StoreTrouble {
  private static final int DEEPEST = 10;

  private StoreTrouble() {}

  static boolean isBehind(Throwable error) {
    Throwable cause = error;
    for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
      if (isTrouble(cause)) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }

  private static boolean isTrouble(Throwable error) {
    return error instanceof R2dbcTransientException
        || error instanceof R2dbcNonTransientResourceException
        || error instanceof RedisException
        || error instanceof TransientDataAccessException
        || error instanceof DataAccessResourceFailureException
        || error instanceof TimeoutException
        || error instanceof IOException;
  }
}
