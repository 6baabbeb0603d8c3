package exchange.core.dispute;

import exchange.core.dispute.Dispute.Command;
import exchange.core.values.Refusal;
import java.util.Optional;
import java.util.UUID;
import org.joda.money.Money;

/**
 * A command with what it says.
 *
 * @param amount offered or awarded
 * @param offerId of the offer that is accepted
 */
public record Move(
    Command command, Optional<String> words, Optional<Money> amount, Optional<UUID> offerId) {

  public static Move answer(String words) {
    return new Move(Command.ANSWER, Optional.of(words), Optional.empty(), Optional.empty());
  }

  public static Move offer(Money amount, String words) {
    return new Move(
        Command.OFFER,
        Optional.of(words),
        Optional.of(notNegative("amount", amount)),
        Optional.empty());
  }

  public static Move accept(UUID offerId) {
    return new Move(Command.ACCEPT, Optional.empty(), Optional.empty(), Optional.of(offerId));
  }

  public static Move withdraw() {
    return new Move(Command.WITHDRAW, Optional.empty(), Optional.empty(), Optional.empty());
  }

  public static Move rule(Money award, String reason) {
    return new Move(
        Command.RULE,
        Optional.of(reason),
        Optional.of(notNegative("award", award)),
        Optional.empty());
  }

  public static Move appeal(String words) {
    return new Move(Command.APPEAL, Optional.of(words), Optional.empty(), Optional.empty());
  }

  private static Money notNegative(String field, Money amount) {
    if (amount.isNegative()) {
      throw Refusal.invalid(field + ".amount", "must not be below 0");
    }
    return amount;
  }
}
