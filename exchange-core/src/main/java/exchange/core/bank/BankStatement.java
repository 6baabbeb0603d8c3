package exchange.core.bank;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.joda.money.Money;

/**
 * What the bank booked on one account between two balances.
 *
 * @param account IBAN, or how else the bank names it
 * @param number the bank's own name of the statement; no other of the account has it
 */
public record BankStatement(
    String account, String number, Money opening, Money closing, List<BankEntry> entries) {

  public BankStatement {
    entries = List.copyOf(entries);
  }

  /** What cannot be, in a sentence each; none for a statement that adds up. */
  public List<String> contradictions() {
    List<String> found = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    Money sum = opening;
    for (int i = 0; i < entries.size(); i++) {
      BankEntry entry = entries.get(i);
      if (!entry.amount().getCurrencyUnit().equals(opening.getCurrencyUnit())) {
        found.add("entry " + (i + 1) + ": it is not in " + opening.getCurrencyUnit());
        continue;
      }
      if (entry.amount().isZero()) {
        found.add("entry " + (i + 1) + ": it has no amount");
      }
      if (!seen.add(entry.reference())) {
        found.add("entry " + (i + 1) + ": its reference " + entry.reference() + " came before");
      }
      sum = sum.plus(entry.amount());
    }
    if (found.isEmpty() && !sum.isEqual(closing)) {
      found.add("the entries lead from " + opening + " to " + sum + ", not to " + closing);
    }
    return found;
  }
}
