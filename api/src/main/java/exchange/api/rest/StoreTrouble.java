package exchange.api.rest;

import io.lettuce.core.RedisException;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import io.r2dbc.spi.R2dbcTransientException;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import reactor.pool.PoolAcquirePendingLimitException;

/** Tells a store that does not answer from a mistake of ours. */
public final class StoreTrouble {
  private static final int DEEPEST = 10;

  private StoreTrouble() {}

  /** Whether too many waited for a connection for this caller to join them. */
  static boolean isCrowd(Throwable error) {
    return NestedExceptionUtils.getMostSpecificCause(error)
        instanceof PoolAcquirePendingLimitException;
  }

  public static boolean isBehind(Throwable error) {
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
