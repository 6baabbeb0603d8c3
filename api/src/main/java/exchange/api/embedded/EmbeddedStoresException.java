package exchange.api.embedded;

import org.jspecify.annotations.Nullable;

/**
 * The embedded stores cannot run. The message is one sentence for the person who started the
 * server: what happened and what to do about it. The technical cause, where there is one, is the
 * cause.
 */
public final class EmbeddedStoresException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  EmbeddedStoresException(String sentence, @Nullable Throwable cause) {
    super(sentence, cause);
  }

  EmbeddedStoresException(String sentence) {
    this(sentence, null);
  }
}
