package exchange.api.security;

/** The server cannot start with these keys; the message says in one sentence what to do. */
public final class MissingKeysException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MissingKeysException(String message) {
    super(message);
  }
}
