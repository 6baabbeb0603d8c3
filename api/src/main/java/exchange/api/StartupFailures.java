package exchange.api;

import exchange.api.embedded.EmbeddedStoresException;
import exchange.api.security.MissingKeysException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;

/** Shows what kept the server from starting as its one sentence, without a stack trace. */
final class StartupFailures implements FailureAnalyzer {
  @Override
  public @Nullable FailureAnalysis analyze(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof StartupException
          || cause instanceof EmbeddedStoresException
          || cause instanceof MissingKeysException) {
        return new FailureAnalysis(cause.getMessage(), null, cause);
      }
    }
    return null;
  }
}
