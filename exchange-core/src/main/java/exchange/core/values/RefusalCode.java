package exchange.core.values;

/**
 * Every reason for a "no", as one closed list; {@code openapi.yaml} states the same codes. Each has
 * a sentence that says what happened and what would help; {@code {name}} stands for a fact.
 */
public enum RefusalCode {
  MALFORMED_REQUEST("The request could not be read: {reason}. Send valid JSON as described."),
  VALIDATION_FAILED("The value of '{field}' {problem}."),
  IDEMPOTENCY_KEY_MISSING(
      "Every POST needs an Idempotency-Key header of 1 to 200 visible characters. Send a new one"
          + " for each new intent, and the same one when you retry."),
  UNAUTHENTICATED(
      "A valid access token is needed. Ask for one at /oauth2/token with your client id and"
          + " secret."),
  INVALID_CLIENT("The client id or secret is wrong. Check both, or ask the operator for new ones."),
  FORBIDDEN("Your organization lacks the role {role} that this takes. Ask the operator for it."),
  NOT_FOUND("There is nothing here that you may see. Check the id."),
  METHOD_NOT_ALLOWED("This address does not know that method. See openapi.yaml."),
  NOT_ACCEPTABLE("The answer cannot be given in the form that the Accept header asks for."),
  PAYLOAD_TOO_LARGE("The body is larger than 256 KiB, or the evidence than 1 MiB. Send less."),
  UNSUPPORTED_MEDIA_TYPE("The body's content type is not understood. Send application/json."),
  REQUEST_TIMEOUT("The rest of the request did not come in time. Send it again at one go."),
  IDEMPOTENCY_KEY_IN_FLIGHT(
      "A request with this Idempotency-Key is still at work. Ask again in a moment with the same"
          + " key."),
  IDEMPOTENCY_KEY_REUSED(
      "This Idempotency-Key came with another body before. Use a new key for a new intent."),
  PRECONDITION_REQUIRED("An If-Match header with the ETag last read is needed."),
  PRECONDITION_FAILED("It has changed since you read it. Read it again and repeat your edit."),
  UNKNOWN_PLACE("The place {unlocode} is not known. Use a sea port's UN/LOCODE, such as DEHAM."),
  CURRENCY_NOT_SUPPORTED(
      "The currency {currency} is not traded here. GET /v1/exchange-rates lists those that are."),
  CAPACITY_EXHAUSTED(
      "Only {free} of the {units} units are free on {day}. Ask for fewer units or other days."),
  CAPACITY_IN_USE(
      "{taken} units are taken on {day}, more than the {quantity} that would be left. Offer at"
          + " least as many as are taken."),
  SUBLET_FORBIDDEN("The terms of the lease do not allow it to be sublet. Ask its owner."),
  SUBLET_EXCEEDS_LEASE(
      "With this, {kept} units of the lease would be sublet or on offer on {day}, and it has {units}."
          + " Offer fewer units or other days, or close another offer first."),
  SUBLET_IN_THE_WAY(
      "{let} units are sublet on {day}, and only {units} would be left of the lease. Ask the"
          + " subtenants to end theirs first."),
  CONSENT_MISSING(
      "The owner of the lease above consented to {units} units of this offer. Wait for its answer,"
          + " or make a new offer."),
  CONSENT_DECIDED("The offer's consent is {state} and is not asked for any more."),
  LISTING_CLOSED("The listing is closed. Ask for quotes again to see what is open."),
  REQUEST_NOT_OPEN("The lease request is {state}. File a new one."),
  QUOTE_EXPIRED("The quote was valid until {validUntil}. Ask for quotes again."),
  RESERVATION_EXPIRED("The reservation ended at {expiresAt}. Reserve again."),
  RESERVATION_ENDED("The reservation is {state} and cannot change any more."),
  EXTENSION_USED(
      "The reservation was extended before, and once is all. Confirm it before {expiresAt}."),
  HOLD_LIMIT_REACHED(
      "Your organization holds {held} reservations of its own, as many as it may at a time. Confirm"
          + " or release one, then reserve with a new Idempotency-Key."),
  INSUFFICIENT_FUNDS(
      "The wallet holds {balance} {currency}; {needed} {currency} are needed. Fund the wallet and try"
          + " again with a new Idempotency-Key."),
  CONVERSION_NEEDED(
      "The wallet holds {balance} {currency}; {needed} {currency} are needed. Convert {give} to"
          + " {get} and try again with a new Idempotency-Key."),
  CURRENCY_EXHAUSTED(
      "The exchange has {available} {currency} to convert into. Ask for less, or add {currency} to"
          + " the wallet."),
  RATES_OUTDATED("No rates were stated lately. Try again when the operator has stated some."),
  GUARANTEE_EXHAUSTED(
      "The guarantee pool can cover {free} {currency} more, and the lease wants {cover} {currency}."
          + " Try again later with a new Idempotency-Key."),
  NOTICE_TOO_SHORT("Units are given back at least {days} days ahead. Name a later day."),
  AMENDMENT_OUTDATED("The lease has changed since the amendment was quoted. Ask for another one."),
  NOVATION_NOT_OPEN("The offer is {state}, so this cannot be done with it."),
  CANCELLATION_TOO_LATE("The lease has begun and cannot be cancelled any more."),
  ALREADY_CREDITED("A credit note corrects the document already, and only invoices are corrected."),
  CLAIM_EXCEEDS_DEPOSIT(
      "Of the deposit, {free} {currency} are left to claim. Claim no more than that."),
  CLAIM_DECIDED("The claim is {state} and cannot change any more."),
  ALREADY_DISPUTED("A dispute about that is open already. Go on with that one."),
  INVOICE_DISPUTED("A line of the invoice is disputed. Credit it when the dispute is over."),
  DISPUTE_TOO_LATE("Lines of the invoice could be disputed until {until}."),
  DISPUTE_EXCEEDS_LINE(
      "Of that line, {free} {currency} are left to dispute. Dispute no more than that."),
  DISPUTE_OUT_OF_TURN("The dispute is {state}, so this cannot be done with it now."),
  DISPUTE_AWAITS_ANSWER("The other side may answer until {answerBy}. Rule then, or once it has."),
  DISPUTE_DEADLINE_PASSED("That could be done until {deadline}."),
  DISPUTE_FULL("A party may add {most} of these to a dispute, and you have added as many."),
  NOT_YOUR_MOVE("Your organization is not the one to do this in the dispute."),
  OFFER_NOT_OPEN("Only the other side's latest offer can be accepted. Read the dispute again."),
  REVIEW_NOT_OPEN(
      "A lease is reviewed in the {days} days after its end, and only if it had begun. Read its"
          + " reviews for when that is."),
  REVIEW_FINAL("That was said already, and what is said in reviews stays as it is."),
  CONTRACT_ENDED("The contract is {state} and cannot change any more."),
  CONTRACT_AWAITS_ACCEPTANCE(
      "The owner has until {answerBy} to accept the lease; it does not run yet. Wait for that, or"
          + " withdraw it free of charge."),
  ACCEPTANCE_NOT_AWAITED("The contract is {state}; nobody's acceptance is awaited."),
  ACCEPTANCE_TOO_LATE(
      "The lease could be accepted until {answerBy} only. Ask for quotes for a later day."),
  MEMBER_BLACKLISTED(
      "Member {organizationId} is on the blacklist from {since} until {until}: until then it makes no"
          + " new hold, contract or transfer. What runs goes on."),
  BLACKLISTING_ENDED("The blacklisting is {state} already, so this cannot be done with it."),
  APPEAL_USED("There is one appeal against a blacklisting, and it was made."),
  NO_APPEAL("No appeal awaits an answer. Lift the blacklisting, or let it run its time."),
  ANOTHER_OPERATOR_NEEDED(
      "Whoever put the member on the blacklist does not answer its appeal. Ask another operator, or"
          + " lift the blacklisting."),
  ALREADY_OBJECTED("There is one objection to a fact, and it was made."),
  OBJECTION_ANSWERED("The objection was answered before."),
  BANK_FILE_REFUSED("The file was not imported: {errors}. Nothing of it is in the books."),
  ENTRY_NOT_OPEN("The entry is {state}; only money in suspense can be given to a member."),
  PAYOUT_NOT_OPEN("The payout is {state}, so this cannot be done with it any more."),
  SECOND_PERSON_NEEDED(
      "It takes two operators to release a payout, neither of them its payee. Ask another one."),
  NOTHING_TO_PAY("No payout in {currency} is released."),
  BANK_BREAK(
      "In {currency} the bank's statements and the ledger differ. Nothing is paid out until they"
          + " agree."),
  CARDS_NOT_ACCEPTED("The exchange takes no cards. Pay by bank transfer with your reference."),
  CALLBACK_REFUSED("The message does not bear the card provider's signature."),
  WEBHOOK_ADDRESS_REFUSED(
      "The exchange does not call {url}. Name an address on the public internet, by https."),
  WEBHOOK_LIMIT_REACHED(
      "Your organization has {registered} webhooks, as many as it may. Remove one, then register with"
          + " a new Idempotency-Key."),
  WEBHOOK_DISABLED("The webhook's address has answered that it is gone. Register a new one."),
  HOLDS_UNAVAILABLE(
      "New holds are paused for a moment; confirmations go on. Try again with the same"
          + " Idempotency-Key."),
  OVERLOADED(
      "The exchange has more to do than it can. Nothing was done: try again with the same"
          + " Idempotency-Key."),
  STORE_UNAVAILABLE(
      "The exchange cannot reach its books for a moment. What happened to your request is unknown:"
          + " try again with the same Idempotency-Key."),
  INTERNAL_ERROR("Something failed on our side. Try again with the same Idempotency-Key.");

  private final String sentence;

  RefusalCode(String sentence) {
    this.sentence = sentence;
  }

  /** What happened and what would help, with {@code {name}} where a fact belongs. */
  public String sentence() {
    return sentence;
  }
}
