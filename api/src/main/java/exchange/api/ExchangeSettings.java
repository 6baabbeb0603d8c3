package exchange.api;

import exchange.core.bank.BankAccount;
import exchange.core.card.SettleCardPayments;
import exchange.core.dispute.DisputeRules;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What can be set, with its defaults in {@code application.yaml}; the environment's name for {@code
 * exchange.postgres.url} is {@code EXCHANGE_POSTGRES_URL}.
 *
 * @param dataDirectory where the embedded stores keep their data
 * @param demo whether an empty embedded store gets the demo market
 * @param operatorSecret if set, the client {@code operator} is admitted with it at the first start
 * @param commissionPercent the exchange's fee on what owners charge
 * @param quoteValidity how long a quote's price stands
 * @param holdLife how long a reserved quote is held, and by how much it may be extended
 * @param mostHolds how many live ones an exporter may have
 * @param proposalLife how long a round's proposals are held
 * @param consentWithin how long a lessor may think about its tenant's offer
 * @param slowClient how long a request may take to come in; twice that for the next one to begin
 * @param bankAccount the exchange's own, from which payouts are paid
 * @param cards how members pay by card
 * @param disputes by which disputes go that are opened from now on
 * @param bankPatience after which it is an alarm that the bank has not told of something
 * @param reconcileAfter how long after midnight (UTC) the day is reconciled
 * @param recountEvery how often the books are counted anew
 * @param stateReservesEvery how often what is owed to members is stated
 * @param mail how members are written to
 * @param rememberAttempts how long the answer to an Idempotency-Key is kept
 * @param rememberDeliveries how long the deliveries of webhooks are shown after they ended
 * @param roundSeconds search time of the demo's first round
 */
@ConfigurationProperties("exchange")
public record ExchangeSettings(
    Path dataDirectory,
    Postgres postgres,
    Redis redis,
    boolean demo,
    String operatorSecret,
    BigDecimal commissionPercent,
    Duration quoteValidity,
    Duration holdLife,
    int mostHolds,
    Duration proposalLife,
    Duration consentWithin,
    Duration slowClient,
    BankAccount bankAccount,
    Cards cards,
    DisputeRules disputes,
    Duration bankPatience,
    Duration reconcileAfter,
    Duration recountEvery,
    Duration stateReservesEvery,
    Webhooks webhooks,
    Mail mail,
    Duration rememberAttempts,
    Duration rememberDeliveries,
    int roundSeconds) {
  private static final String EXAMPLE_IBAN = "GB82WEST12345698765432";

  /**
   * The account that payouts are paid from.
   *
   * @param production whether it must be a real one
   * @throws StartupException if it is not
   */
  BankAccount ownAccount(boolean production) {
    if (production && bankAccount.iban().equals(EXAMPLE_IBAN)) {
      throw new StartupException(
          "In production the exchange pays from an account of its own: set"
              + " EXCHANGE_BANK_ACCOUNT_NAME, EXCHANGE_BANK_ACCOUNT_IBAN and"
              + " EXCHANGE_BANK_ACCOUNT_BIC.");
    }
    return bankAccount;
  }

  /**
   * @param sandbox whether a provider that takes nothing off any card stands in for one
   */
  public record Cards(boolean sandbox, SettleCardPayments.Patience patience) {

    /**
     * Whether the sandbox is there.
     *
     * @param production where it must not be, for it gives wallets what nobody has paid
     * @throws StartupException if it is all the same
     */
    boolean sandbox(boolean production) {
      if (production && sandbox) {
        throw new StartupException(
            "The card sandbox funds wallets with money that nobody has paid. In production, leave"
                + " EXCHANGE_CARDS_SANDBOX unset.");
      }
      return sandbox;
    }
  }

  /**
   * @param url such as {@code postgresql://host:5432/exchange}; empty for the embedded one
   */
  public record Postgres(String url, String user, String password, int connections) {}

  /**
   * @param url such as {@code redis://host:6379}; empty for the embedded one
   */
  public record Redis(String url) {}

  /**
   * @param thisMachine whether http, and this machine itself, may be called, to try things out
   * @param most how many a member may have
   * @param patience how long a call may take
   * @param retryAfter how long to wait after each failed call; after the last there is no other
   */
  public record Webhooks(
      boolean thisMachine, int most, Duration patience, List<Duration> retryAfter) {}

  /**
   * @param folder where mails are put if {@code spring.mail.host} names no server
   * @param from the address that they come from
   * @param site where the pages are that they lead to
   */
  public record Mail(Path folder, String from, String site) {}
}
