package exchange.api.embedded;

/** The two stores, and what differs between them for those who start and end processes. */
enum Store {
  /** SIGINT is PostgreSQL's fast shutdown: it ends sessions and writes a checkpoint. */
  POSTGRES("PostgreSQL", "postgresql", "INT", "EXCHANGE_POSTGRES_URL"),

  /**
   * SIGTERM, because a second SIGINT makes Redis exit without flushing; a second SIGTERM is safe.
   */
  REDIS("Redis", "redis", "TERM", "EXCHANGE_REDIS_URL");

  private final String label;
  private final String fileName;
  private final String stopSignal;
  private final String urlVariable;

  Store(String label, String fileName, String stopSignal, String urlVariable) {
    this.label = label;
    this.fileName = fileName;
    this.stopSignal = stopSignal;
    this.urlVariable = urlVariable;
  }

  /** The name that people know it by. */
  String label() {
    return label;
  }

  /** What its folder, log and password file in the data directory are called. */
  String fileName() {
    return fileName;
  }

  /** The signal, without SIG, that asks it to end cleanly. */
  String stopSignal() {
    return stopSignal;
  }

  /** The way out that every sentence about a failure can offer. */
  String ownInstead() {
    return "set " + urlVariable + " to a " + label + " of your own";
  }
}
