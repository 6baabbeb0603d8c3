package exchange.core.matching;

import exchange.core.matching.Certificate.Cut;
import exchange.core.matching.Certificate.DayPrice;
import exchange.core.matching.MatchingProblem.Choice;
import exchange.core.matching.MatchingProblem.Slot;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * What a round found a listing's space to be worth.
 *
 * @param number of the listing among the slots of the round's certificate
 * @param used share of the free unit-days that the plan takes, 0 to 1
 * @param days on which space was scarce, in order
 */
public record SpaceValue(
    UUID listingId, UUID roundId, int number, double used, List<DayValue> days) {

  /**
   * What a unit on one day was worth to the market by the round's proof: its own price, and its
   * share of what the limits of the day are worth. One more unit would have saved about as much.
   */
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
    List<Map<LocalDate, BigDecimal>> worth = worth(problem, certificate);
    BigDecimal fraction = BigDecimal.ONE.divide(BigDecimal.valueOf(1L << certificate.shift()));
    List<SpaceValue> values = new ArrayList<>();
    for (int i = 0; i < taken.length; i++) {
      Slot slot = problem.slots().get(i);
      long free = Arrays.stream(slot.free().units()).asLongStream().sum();
      double used = free == 0 ? 0 : (double) taken[i] / free;
      List<DayValue> days =
          worth.get(i).entrySet().stream()
              .map(day -> value(day.getKey(), day.getValue().multiply(fraction), market))
              .toList();
      values.add(new SpaceValue(slot.id(), roundId, i, used, days));
    }
    return values;
  }

  /** Of a unit on each day of each slot, as the certificate counts. */
  private static List<Map<LocalDate, BigDecimal>> worth(
      MatchingProblem problem, Certificate certificate) {
    List<Map<LocalDate, BigDecimal>> worth = new ArrayList<>();
    problem.slots().forEach(slot -> worth.add(new TreeMap<>()));
    for (DayPrice price : certificate.prices()) {
      worth.get(price.slot()).put(price.day(), BigDecimal.valueOf(price.price()));
    }
    for (Cut cut : certificate.cuts()) {
      BigDecimal units = BigDecimal.valueOf(problem.slots().get(cut.slot()).free().on(cut.day()));
      BigDecimal all = BigDecimal.valueOf(cut.price()).multiply(BigDecimal.valueOf(cut.most()));
      worth
          .get(cut.slot())
          .merge(cut.day(), all.divide(units, RoundingMode.HALF_UP), BigDecimal::add);
    }
    return worth;
  }

  private static DayValue value(LocalDate day, BigDecimal minor, CurrencyUnit market) {
    BigDecimal amount = minor.movePointLeft(market.getDecimalPlaces());
    return new DayValue(day, Money.of(market, amount, RoundingMode.HALF_UP));
  }
}
