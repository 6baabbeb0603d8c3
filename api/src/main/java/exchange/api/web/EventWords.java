package exchange.api.web;

import exchange.core.event.EventKind;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** What happened, as a sentence, and the page where it is shown and can be acted on. */
@Component
final class EventWords {
  private static final String INBOX = "/inbox";

  private final Sentences sentences;

  EventWords(Sentences sentences) {
    this.sentences = sentences;
  }

  String sentence(String kind, Locale locale) {
    String name = known(kind).map(Enum::name).orElse("UNKNOWN");
    return sentences.text("event." + name, locale);
  }

  /**
   * @param shownBy what has the page
   */
  static String path(String kind, UUID shownBy) {
    return known(kind).map(one -> page(one).replace("{id}", shownBy.toString())).orElse(INBOX);
  }

  /** Empty for one that only a newer node knows. */
  private static Optional<EventKind> known(String kind) {
    return Arrays.stream(EventKind.values()).filter(one -> one.name().equals(kind)).findFirst();
  }

  private static String page(EventKind kind) {
    return switch (kind) {
      case ORGANIZATION_ADMITTED -> "/desk";
      case FUNDS_DEPOSITED,
          BANK_ENTRY_ASSIGNED,
          CARD_PAYMENT_REQUESTED,
          CARD_PAYMENT_AUTHORISED,
          CARD_PAYMENT_CAPTURED,
          CARD_PAYMENT_DECLINED,
          CARD_PAYMENT_VOIDED ->
          "/wallet";
      case FUNDS_CONVERTED -> "/conversions/{id}";
      case PAYOUT_REQUESTED, PAYOUT_CANCELLED, PAYOUT_PAID, PAYOUT_RETURNED -> "/payouts";
      case WAREHOUSE_REGISTERED, WAREHOUSE_REPLACED -> "/warehouses";
      case LISTING_PUBLISHED, LISTING_REVISED, LISTING_BLOCKED, LISTING_UNBLOCKED -> "/offers/{id}";
      case LEASE_REQUEST_FILED, LEASE_REQUEST_WITHDRAWN -> "/requests/{id}";
      case RESERVATION_HELD, RESERVATION_EXTENDED, RESERVATION_RELEASED, RESERVATION_EXPIRED ->
          "/holds/{id}";
      case SUBLET_OFFERED,
          SUBLET_CONSENTED,
          SUBLET_REFUSED,
          SUBLET_LAPSED,
          SUBLET_WITHDRAWN,
          CONTRACT_SETTLED,
          ACCEPTANCE_ASKED,
          CONTRACT_ACCEPTED,
          CONTRACT_DECLINED,
          CONTRACT_LAPSED,
          CONTRACT_WITHDRAWN,
          CONTRACT_AMENDED,
          ANNEX_AGREED,
          RELEASE_FEE_DECIDED,
          CONTRACT_CANCELLED,
          CONTRACT_DEFAULTED,
          CONTRACT_TERMINATED,
          CONTRACT_ENDED,
          CLAIM_FILED,
          CLAIM_DECIDED,
          GUARANTEE_PAID,
          GUARANTEE_RECOVERED,
          PERIOD_REQUESTED,
          PERIOD_FUNDED,
          PERIOD_UNPAID,
          PERIOD_CLOSED,
          REVIEW_GIVEN,
          REVIEW_ANSWERED,
          REVIEW_HIDDEN ->
          "/contracts/{id}";
      case NOVATION_OFFERED,
          NOVATION_CONSENTED,
          NOVATION_TAKEN,
          NOVATION_REFUSED,
          NOVATION_WITHDRAWN,
          NOVATION_LAPSED ->
          "/novations/{id}";
      case DISPUTE_OPENED,
          DISPUTE_ANSWERED,
          DISPUTE_OFFERED,
          DISPUTE_EVIDENCE_ADDED,
          DISPUTE_RULED,
          DISPUTE_APPEALED,
          DISPUTE_FINAL,
          DISPUTE_SETTLED,
          DISPUTE_WITHDRAWN ->
          "/disputes/{id}";
      case INVOICE_ISSUED, STATEMENT_ISSUED, INVOICE_CREDITED -> "/documents/{id}";
      case CREDIT_TIER_CHANGED, CREDIT_OBJECTION_FILED, CREDIT_FACT_UPHELD, CREDIT_FACT_STRUCK ->
          "/credit/{id}";
      case MEMBER_BLACKLISTED, BLACKLISTING_APPEALED, BLACKLISTING_UPHELD, BLACKLISTING_LIFTED ->
          "/blacklist/{id}";
      case MATCHING_ROUND_FINISHED, MATCHING_ROUND_FAILED -> "/rounds/{id}";
      // Webhooks are for programs and have no page.
      case WEBHOOK_REGISTERED, WEBHOOK_DISABLED, WEBHOOK_REMOVED -> INBOX;
    };
  }
}
