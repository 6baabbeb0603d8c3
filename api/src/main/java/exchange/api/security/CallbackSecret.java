package exchange.api.security;

/** What the card provider signs its callbacks with, and the exchange checks them by. */
public interface CallbackSecret {
  byte[] bytes();
}
