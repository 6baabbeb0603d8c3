package exchange.core.testing;

import static exchange.core.values.RefusalCode.ACCEPTANCE_NOT_AWAITED;
import static exchange.core.values.RefusalCode.ACCEPTANCE_TOO_LATE;
import static exchange.core.values.RefusalCode.ALREADY_DISPUTED;
import static exchange.core.values.RefusalCode.AMENDMENT_OUTDATED;
import static exchange.core.values.RefusalCode.CANCELLATION_TOO_LATE;
import static exchange.core.values.RefusalCode.CAPACITY_EXHAUSTED;
import static exchange.core.values.RefusalCode.CAPACITY_IN_USE;
import static exchange.core.values.RefusalCode.CLAIM_DECIDED;
import static exchange.core.values.RefusalCode.CLAIM_EXCEEDS_DEPOSIT;
import static exchange.core.values.RefusalCode.CONSENT_DECIDED;
import static exchange.core.values.RefusalCode.CONSENT_MISSING;
import static exchange.core.values.RefusalCode.CONTRACT_AWAITS_ACCEPTANCE;
import static exchange.core.values.RefusalCode.CONTRACT_ENDED;
import static exchange.core.values.RefusalCode.DISPUTE_AWAITS_ANSWER;
import static exchange.core.values.RefusalCode.DISPUTE_DEADLINE_PASSED;
import static exchange.core.values.RefusalCode.DISPUTE_EXCEEDS_LINE;
import static exchange.core.values.RefusalCode.DISPUTE_OUT_OF_TURN;
import static exchange.core.values.RefusalCode.INSUFFICIENT_FUNDS;
import static exchange.core.values.RefusalCode.LISTING_CLOSED;
import static exchange.core.values.RefusalCode.NOTICE_TOO_SHORT;
import static exchange.core.values.RefusalCode.NOVATION_NOT_OPEN;
import static exchange.core.values.RefusalCode.OFFER_NOT_OPEN;
import static exchange.core.values.RefusalCode.QUOTE_EXPIRED;
import static exchange.core.values.RefusalCode.REVIEW_FINAL;
import static exchange.core.values.RefusalCode.REVIEW_NOT_OPEN;
import static exchange.core.values.RefusalCode.SUBLET_EXCEEDS_LEASE;
import static exchange.core.values.RefusalCode.SUBLET_FORBIDDEN;
import static exchange.core.values.RefusalCode.SUBLET_IN_THE_WAY;
import static exchange.core.values.RefusalCode.VALIDATION_FAILED;

import exchange.core.billing.Billing;
import exchange.core.values.RefusalCode;
import java.util.Set;

/** What can be done to a lease, and why it may be refused, beside by the state of the lease. */
@SuppressWarnings("ImmutableEnumChecker") // Set.of gives immutable ones.
enum LeaseCommand {
  HOLD(In.ANY, CAPACITY_EXHAUSTED),
  SETTLE(In.ANY, INSUFFICIENT_FUNDS),
  ACCEPT(In.WAITING, ACCEPTANCE_TOO_LATE),
  DECLINE(In.WAITING, ACCEPTANCE_TOO_LATE),
  WITHDRAW(In.WAITING),
  CANCEL(In.RUNNING, CANCELLATION_TOO_LATE, SUBLET_IN_THE_WAY),
  QUOTE_REDUCTION(In.RUNNING, NOTICE_TOO_SHORT),
  AGREE_REDUCTION(
      In.RUNNING, QUOTE_EXPIRED, AMENDMENT_OUTDATED, INSUFFICIENT_FUNDS, SUBLET_IN_THE_WAY),
  QUOTE_ANNEX(In.RUNNING, VALIDATION_FAILED, LISTING_CLOSED),
  AGREE_ANNEX(
      In.RUNNING,
      QUOTE_EXPIRED,
      AMENDMENT_OUTDATED,
      CAPACITY_EXHAUSTED,
      LISTING_CLOSED,
      INSUFFICIENT_FUNDS),
  OFFER_NOVATION(In.RUNNING, VALIDATION_FAILED),
  CONSENT_NOVATION(In.ANY, NOVATION_NOT_OPEN),
  REFUSE_NOVATION(In.ANY, NOVATION_NOT_OPEN),
  WITHDRAW_NOVATION(In.ANY, NOVATION_NOT_OPEN),
  TAKE_NOVATION(
      In.RUNNING, NOVATION_NOT_OPEN, AMENDMENT_OUTDATED, INSUFFICIENT_FUNDS, SUBLET_IN_THE_WAY),
  OFFER_SUBLET(In.RUNNING, SUBLET_FORBIDDEN, SUBLET_EXCEEDS_LEASE),
  CONSENT_SUBLET(In.ANY, CONSENT_DECIDED),
  REFUSE_SUBLET(In.ANY, CONSENT_DECIDED),
  REVISE_LISTING(In.ANY, CAPACITY_IN_USE, CONSENT_MISSING, CONTRACT_ENDED, SUBLET_EXCEEDS_LEASE),
  FILE_CLAIM(In.RUNNING, CLAIM_EXCEEDS_DEPOSIT),
  AGREE_CLAIM(In.ANY, CLAIM_DECIDED),
  RULE_CLAIM(In.ANY, CLAIM_DECIDED),
  OPEN_DISPUTE(In.ANY_BUT_WAITING, ALREADY_DISPUTED, DISPUTE_EXCEEDS_LINE),
  MOVE_DISPUTE(
      In.ANY, DISPUTE_OUT_OF_TURN, DISPUTE_AWAITS_ANSWER, DISPUTE_DEADLINE_PASSED, OFFER_NOT_OPEN),
  REVIEW(In.ANY, REVIEW_NOT_OPEN, REVIEW_FINAL);

  private enum In {
    ANY,
    ANY_BUT_WAITING,
    WAITING,
    RUNNING
  }

  private final In in;
  private final Set<RefusalCode> refusals;

  LeaseCommand(In in, RefusalCode... refusals) {
    this.in = in;
    this.refusals = Set.of(refusals);
  }

  /** Of a lease that is in a state for it. */
  Set<RefusalCode> refusals() {
    return refusals;
  }

  boolean mayHappen(Billing.State state) {
    return switch (in) {
      case ANY -> true;
      case ANY_BUT_WAITING -> state != Billing.State.AWAITING_ACCEPTANCE;
      case WAITING -> state == Billing.State.AWAITING_ACCEPTANCE;
      case RUNNING -> state == Billing.State.RUNNING;
    };
  }

  boolean mayBeRefused(RefusalCode code, Billing.State state) {
    return refusals.contains(code) || (!mayHappen(state) && code == byState(state));
  }

  private RefusalCode byState(Billing.State state) {
    return in == In.WAITING
        ? ACCEPTANCE_NOT_AWAITED
        : state == Billing.State.AWAITING_ACCEPTANCE ? CONTRACT_AWAITS_ACCEPTANCE : CONTRACT_ENDED;
  }
}
