package exchange.core.ledger;

import static exchange.core.ledger.Purpose.BANK;
import static exchange.core.ledger.Purpose.BY_HAND;
import static exchange.core.ledger.Purpose.CARD;
import static exchange.core.ledger.Purpose.CARD_CLEARING;
import static exchange.core.ledger.Purpose.DEPOSIT;
import static exchange.core.ledger.Purpose.DISPUTED;
import static exchange.core.ledger.Purpose.ESCROW;
import static exchange.core.ledger.Purpose.FEES;
import static exchange.core.ledger.Purpose.FX;
import static exchange.core.ledger.Purpose.GUARANTEE;
import static exchange.core.ledger.Purpose.RECEIVABLE;
import static exchange.core.ledger.Purpose.SUBROGATED;
import static exchange.core.ledger.Purpose.SUSPENSE;
import static exchange.core.ledger.Purpose.WALLET;

import java.util.Set;

/** Everything that can happen to money, and between which accounts. */
@SuppressWarnings("ImmutableEnumChecker") // Set.of gives immutable ones.
public enum TransferKind {
  /** Money arrived at the bank for a member, by its word or by an operator's. */
  FUNDING(Set.of(BANK, BY_HAND), Set.of(WALLET)),
  /** A lease was settled: its first period and its deposit. */
  SETTLEMENT(Set.of(WALLET), Set.of(ESCROW, DEPOSIT)),
  /** A lease came to nothing before its owner had accepted it: all of it back. */
  REVERSAL(Set.of(ESCROW, DEPOSIT), Set.of(WALLET)),
  /** A later period was paid in advance. */
  PERIOD(Set.of(WALLET), Set.of(ESCROW)),
  /** A period is over: the owner's share and the exchange's commission. */
  RELEASE(Set.of(ESCROW), Set.of(WALLET, FEES)),
  /** A lease is over and owes nothing. */
  DEPOSIT_RETURN(Set.of(DEPOSIT), Set.of(WALLET)),
  /** A period was not paid: the deposit makes good what it can, and the rest goes back. */
  DEFAULT(Set.of(DEPOSIT), Set.of(WALLET)),
  /** A claim against the deposit was decided. */
  CLAIM(Set.of(DEPOSIT), Set.of(WALLET)),
  /** A dispute was opened: what is there of the amount is kept. */
  DISPUTE_FREEZE(Set.of(WALLET, DEPOSIT), Set.of(DISPUTED)),
  /** A dispute is over: the award, and the rest back to where it came from. */
  DISPUTE_END(Set.of(DISPUTED), Set.of(WALLET, DEPOSIT)),
  /** A lease was cancelled before it began: the owner's fee, and the rest back. */
  CANCELLATION(Set.of(ESCROW, DEPOSIT), Set.of(WALLET)),
  /** A lease ended because the one above it did: what was used is paid, the rest goes back. */
  TERMINATION(Set.of(ESCROW, DEPOSIT), Set.of(WALLET, FEES)),
  /** Units were given back: what is paid for them already, less the fee, which waits. */
  AMENDMENT(Set.of(WALLET, ESCROW), Set.of(WALLET, ESCROW, DEPOSIT)),
  /** Their time is over: the owner's fee, less what it earned by letting them again. */
  MITIGATION(Set.of(DEPOSIT), Set.of(WALLET)),
  /** A lease went to somebody else: the holder's share of its deposit, and the price. */
  NOVATION(Set.of(DEPOSIT, WALLET), Set.of(WALLET)),
  /** A period was charged wrongly: owner and exchange give back what they had of it. */
  CREDIT(Set.of(WALLET, FEES), Set.of(WALLET)),
  /** The exchange put in money of its own. */
  OWN_FUNDS(Set.of(BANK, BY_HAND), Set.of(GUARANTEE, FX)),
  /** A member gave money of one currency for another. */
  CONVERSION(Set.of(WALLET, FX), Set.of(WALLET, FX)),
  /** The pool made good what the deposit did not, and has the owner's claim now. */
  COVER(Set.of(GUARANTEE, RECEIVABLE), Set.of(WALLET, SUBROGATED)),
  /** Who had not paid did, and the pool has its money back. */
  RECOVERY(Set.of(WALLET, SUBROGATED), Set.of(GUARANTEE, RECEIVABLE)),
  /** Money arrived at the bank, and nobody knows whose it is. */
  UNMATCHED(Set.of(BANK), Set.of(SUSPENSE)),
  /** The bank says what an operator had booked by hand. */
  CONFIRMATION(Set.of(BANK, SUSPENSE), Set.of(BY_HAND)),
  /** What was taken to be at the bank at an operator's word waits for the bank's. */
  RECALL(Set.of(BY_HAND), Set.of(BANK)),
  /** An operator has found out whose it is. */
  ASSIGNMENT(Set.of(SUSPENSE), Set.of(WALLET, FEES)),
  /** Money left the bank for no payout, and an operator has found out whose it was. */
  EXPLANATION(Set.of(WALLET, FEES), Set.of(BANK)),
  /** A member wants its money at the bank; it is on its way until one of the next two. */
  PAYOUT(Set.of(WALLET), Set.of(Purpose.PAYOUT)),
  /** The bank was not told to pay it. */
  PAYOUT_VOID(Set.of(Purpose.PAYOUT), Set.of(WALLET)),
  /** The bank has paid it. */
  PAYOUT_POST(Set.of(Purpose.PAYOUT), Set.of(BANK)),
  /** It was paid and came back. */
  PAYOUT_RETURN(Set.of(BANK), Set.of(WALLET)),
  /** The provider has set money aside on a member's card, until one of the next two. */
  CARD_AUTHORISATION(Set.of(CARD), Set.of(CARD_CLEARING)),
  /** The provider has taken it. */
  CARD_CAPTURE(Set.of(CARD_CLEARING), Set.of(WALLET)),
  /** The provider has let it go. */
  CARD_VOID(Set.of(CARD_CLEARING), Set.of(CARD)),
  /** The provider has paid what it took to the bank. */
  CARD_REMITTANCE(Set.of(BANK), Set.of(CARD));

  private final Set<Purpose> from;
  private final Set<Purpose> to;

  TransferKind(Set<Purpose> from, Set<Purpose> to) {
    this.from = from;
    this.to = to;
  }

  /** The accounts that it may take from. */
  public Set<Purpose> from() {
    return from;
  }

  /** The accounts that it may give to. */
  public Set<Purpose> to() {
    return to;
  }
}
