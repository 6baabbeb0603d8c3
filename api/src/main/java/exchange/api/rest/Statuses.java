package exchange.api.rest;

import exchange.core.values.RefusalCode;
import org.springframework.http.HttpStatus;

/** The one place that says which status a refusal has. */
final class Statuses {
  private Statuses() {}

  static HttpStatus of(RefusalCode code) {
    return switch (code) {
      case MALFORMED_REQUEST, VALIDATION_FAILED, IDEMPOTENCY_KEY_MISSING -> HttpStatus.BAD_REQUEST;
      case UNAUTHENTICATED, INVALID_CLIENT -> HttpStatus.UNAUTHORIZED;
      case CALLBACK_REFUSED, FORBIDDEN, NOT_YOUR_MOVE -> HttpStatus.FORBIDDEN;
      case NOT_FOUND -> HttpStatus.NOT_FOUND;
      case METHOD_NOT_ALLOWED -> HttpStatus.METHOD_NOT_ALLOWED;
      case NOT_ACCEPTABLE -> HttpStatus.NOT_ACCEPTABLE;
      case ACCEPTANCE_NOT_AWAITED,
          ACCEPTANCE_TOO_LATE,
          ALREADY_CREDITED,
          ALREADY_DISPUTED,
          ALREADY_OBJECTED,
          AMENDMENT_OUTDATED,
          ANOTHER_OPERATOR_NEEDED,
          APPEAL_USED,
          BANK_BREAK,
          BLACKLISTING_ENDED,
          CANCELLATION_TOO_LATE,
          CAPACITY_EXHAUSTED,
          CAPACITY_IN_USE,
          CARDS_NOT_ACCEPTED,
          CLAIM_DECIDED,
          CLAIM_EXCEEDS_DEPOSIT,
          CONTRACT_AWAITS_ACCEPTANCE,
          CONSENT_DECIDED,
          CONSENT_MISSING,
          CONTRACT_ENDED,
          CONVERSION_NEEDED,
          CURRENCY_EXHAUSTED,
          DISPUTE_AWAITS_ANSWER,
          DISPUTE_DEADLINE_PASSED,
          DISPUTE_EXCEEDS_LINE,
          DISPUTE_FULL,
          DISPUTE_OUT_OF_TURN,
          DISPUTE_TOO_LATE,
          ENTRY_NOT_OPEN,
          EXTENSION_USED,
          GUARANTEE_EXHAUSTED,
          HOLD_LIMIT_REACHED,
          IDEMPOTENCY_KEY_IN_FLIGHT,
          INSUFFICIENT_FUNDS,
          INVOICE_DISPUTED,
          LISTING_CLOSED,
          MEMBER_BLACKLISTED,
          NOTHING_TO_PAY,
          NOTICE_TOO_SHORT,
          NOVATION_NOT_OPEN,
          NO_APPEAL,
          OBJECTION_ANSWERED,
          OFFER_NOT_OPEN,
          PAYOUT_NOT_OPEN,
          QUOTE_EXPIRED,
          RATES_OUTDATED,
          REQUEST_NOT_OPEN,
          RESERVATION_ENDED,
          RESERVATION_EXPIRED,
          REVIEW_FINAL,
          REVIEW_NOT_OPEN,
          SECOND_PERSON_NEEDED,
          SUBLET_EXCEEDS_LEASE,
          SUBLET_FORBIDDEN,
          SUBLET_IN_THE_WAY,
          WEBHOOK_DISABLED,
          WEBHOOK_LIMIT_REACHED ->
          HttpStatus.CONFLICT;
      case REQUEST_TIMEOUT -> HttpStatus.REQUEST_TIMEOUT;
      case PRECONDITION_FAILED -> HttpStatus.PRECONDITION_FAILED;
      case PAYLOAD_TOO_LARGE -> HttpStatus.CONTENT_TOO_LARGE;
      case UNSUPPORTED_MEDIA_TYPE -> HttpStatus.UNSUPPORTED_MEDIA_TYPE;
      case BANK_FILE_REFUSED,
          CURRENCY_NOT_SUPPORTED,
          IDEMPOTENCY_KEY_REUSED,
          UNKNOWN_PLACE,
          WEBHOOK_ADDRESS_REFUSED ->
          HttpStatus.UNPROCESSABLE_CONTENT;
      case PRECONDITION_REQUIRED -> HttpStatus.PRECONDITION_REQUIRED;
      case INTERNAL_ERROR -> HttpStatus.INTERNAL_SERVER_ERROR;
      case HOLDS_UNAVAILABLE, OVERLOADED, STORE_UNAVAILABLE -> HttpStatus.SERVICE_UNAVAILABLE;
    };
  }

  /** Whether the same request may well succeed in a moment. */
  static boolean isWorthRetrying(RefusalCode code) {
    return code == RefusalCode.IDEMPOTENCY_KEY_IN_FLIGHT
        || of(code) == HttpStatus.SERVICE_UNAVAILABLE;
  }
}
