package exchange.core.matching;

import exchange.core.matching.Certificate.DayPrice;
import exchange.core.matching.MatchingProblem.Choice;
import exchange.core.matching.MatchingProblem.Slot;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * What a round found a listing's space to be worth.
 *
 * @param number of the listing among the slots of the round's certificate
 * @param used share of the free unit-days that the plan takes, 0 to 1
 * @param days on which one more unit would have saved the market something, in order
 */
public record SpaceValue(
    UUID listingId, UUID roundId, int number, double used, List<DayValue> days) {

  /** What one more unit on one day would have saved. */
  public record DayValue(LocalDate date, Money value) {}

  public SpaceValue {
    days = List.copyOf(days);
  }

  /** One for each listing of the round. */
  static List<SpaceValue> of(UUID roundId, RoundProof proof, CurrencyUnit market) {
    MatchingProblem problem = proof.problem();
    Certificate certificate = proof.solved().certificate();
    long[] taken = new long[problem.slots().size()];
    for (int i = 0; i < problem.candidates().size(); i++) {
      for (Choice chosen : problem.chosen(proof.solved().plan(), i)) {
        taken[chosen.slot()] += (long) chosen.units() * chosen.stay().days();
      }
    }
    List<List<DayValue>> days = new ArrayList<>();
    problem.slots().forEach(slot -> days.add(new ArrayList<>()));
    BigDecimal fraction = BigDecimal.ONE.divide(BigDecimal.valueOf(1L << certificate.shift()));
    for (DayPrice price : certificate.prices()) {
      BigDecimal minor = BigDecimal.valueOf(price.price()).multiply(fraction);
      BigDecimal amount = minor.movePointLeft(market.getDecimalPlaces());
      days.get(price.slot())
          .add(new DayValue(price.day(), Money.of(market, amount, RoundingMode.HALF_UP)));
    }
    List<SpaceValue> values = new ArrayList<>();
    for (int i = 0; i < taken.length; i++) {
      Slot slot = problem.slots().get(i);
      long free = Arrays.stream(slot.free().units()).asLongStream().sum();
      double used = free == 0 ? 0 : (double) taken[i] / free;
      values.add(new SpaceValue(slot.id(), roundId, i, used, days.get(i)));
    }
    return values;
  }
}
