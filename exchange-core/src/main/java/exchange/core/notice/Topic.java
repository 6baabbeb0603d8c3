package exchange.core.notice;

import exchange.core.event.EventKind;

/** What events are about, for members who choose which of them to be mailed. */
public enum Topic {
  /** Somebody waits for an answer; mailed only to whom it is to give, and while it may. */
  ANSWERS,
  /** Money did not come, or came back, or the member may make no new deals. */
  TROUBLE,
  /** All else about money. */
  MONEY,
  LEASES,
  DISPUTES,
  /** What is offered and what is asked for. */
  MARKET,
  /** The member itself. */
  ACCOUNT;

  /** {@code topic_of} in SQL says the same. */
  public static Topic of(EventKind kind) {
    return switch (kind) {
      case ACCEPTANCE_ASKED,
          SUBLET_OFFERED,
          NOVATION_OFFERED,
          NOVATION_CONSENTED,
          CLAIM_FILED,
          DISPUTE_OPENED ->
          ANSWERS;
      case PERIOD_UNPAID,
          CONTRACT_DEFAULTED,
          CONTRACT_TERMINATED,
          GUARANTEE_PAID,
          PAYOUT_RETURNED,
          CARD_PAYMENT_DECLINED,
          MEMBER_BLACKLISTED ->
          TROUBLE;
      case FUNDS_DEPOSITED,
          FUNDS_CONVERTED,
          RELEASE_FEE_DECIDED,
          GUARANTEE_RECOVERED,
          PERIOD_REQUESTED,
          PERIOD_FUNDED,
          PERIOD_CLOSED,
          INVOICE_ISSUED,
          STATEMENT_ISSUED,
          INVOICE_CREDITED,
          BANK_ENTRY_ASSIGNED,
          PAYOUT_REQUESTED,
          PAYOUT_CANCELLED,
          PAYOUT_PAID,
          CARD_PAYMENT_REQUESTED,
          CARD_PAYMENT_AUTHORISED,
          CARD_PAYMENT_CAPTURED,
          CARD_PAYMENT_VOIDED ->
          MONEY;
      case RESERVATION_HELD,
          RESERVATION_EXTENDED,
          RESERVATION_RELEASED,
          RESERVATION_EXPIRED,
          CONTRACT_SETTLED,
          CONTRACT_ACCEPTED,
          CONTRACT_DECLINED,
          CONTRACT_LAPSED,
          CONTRACT_WITHDRAWN,
          CONTRACT_AMENDED,
          CONTRACT_CANCELLED,
          CONTRACT_ENDED,
          ANNEX_AGREED,
          NOVATION_TAKEN,
          NOVATION_REFUSED,
          NOVATION_WITHDRAWN,
          NOVATION_LAPSED,
          REVIEW_GIVEN,
          REVIEW_ANSWERED,
          REVIEW_HIDDEN ->
          LEASES;
      case CLAIM_DECIDED,
          DISPUTE_ANSWERED,
          DISPUTE_OFFERED,
          DISPUTE_EVIDENCE_ADDED,
          DISPUTE_RULED,
          DISPUTE_APPEALED,
          DISPUTE_FINAL,
          DISPUTE_SETTLED,
          DISPUTE_WITHDRAWN ->
          DISPUTES;
      case WAREHOUSE_REGISTERED,
          WAREHOUSE_REPLACED,
          LISTING_PUBLISHED,
          LISTING_REVISED,
          LISTING_BLOCKED,
          LISTING_UNBLOCKED,
          SUBLET_CONSENTED,
          SUBLET_REFUSED,
          SUBLET_LAPSED,
          SUBLET_WITHDRAWN,
          LEASE_REQUEST_FILED,
          LEASE_REQUEST_WITHDRAWN,
          MATCHING_ROUND_FINISHED,
          MATCHING_ROUND_FAILED ->
          MARKET;
      case ORGANIZATION_ADMITTED,
          CREDIT_TIER_CHANGED,
          CREDIT_OBJECTION_FILED,
          CREDIT_FACT_UPHELD,
          CREDIT_FACT_STRUCK,
          BLACKLISTING_APPEALED,
          BLACKLISTING_UPHELD,
          BLACKLISTING_LIFTED,
          WEBHOOK_REGISTERED,
          WEBHOOK_DISABLED,
          WEBHOOK_REMOVED ->
          ACCOUNT;
    };
  }
}
