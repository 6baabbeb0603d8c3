package exchange.api.web;

/** Tells a store that does not answer from a mistake of ours. */
public interface StoreFailures {
  boolean isBehind(Throwable error);
}
