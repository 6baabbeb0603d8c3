package exchange.api;

/** The server cannot start as it is set up; the message says in one sentence what to do. */
final class StartupException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StartupException(String message) {
    super(message);
  }
}
