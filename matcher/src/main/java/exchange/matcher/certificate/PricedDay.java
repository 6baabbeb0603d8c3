package exchange.matcher.certificate;

import exchange.core.matching.Certificate.Cut;
import exchange.core.matching.Certificate.Weight;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A day of a slot with the price of a unit and of limits. */
final class PricedDay {
  private final int free;
  private BigInteger price = BigInteger.ZERO;
  private boolean hasPrice;
  private BigInteger ofLimits = BigInteger.ZERO;

  /** For each request what counts in a limit, with the price of a weight there. */
  private final Map<Integer, List<Counted>> counted = new HashMap<>();

  private record Counted(Weight weight, BigInteger price) {}

  PricedDay(int free) {
    this.free = free;
  }

  int free() {
    return free;
  }

  boolean hasPrice() {
    return hasPrice;
  }

  void costs(long perUnit) {
    price = BigInteger.valueOf(perUnit);
    hasPrice = true;
  }

  void has(Cut limit) {
    BigInteger each = BigInteger.valueOf(limit.price());
    ofLimits = ofLimits.add(each.multiply(BigInteger.valueOf(limit.most())));
    for (Weight weight : limit.weights()) {
      counted
          .computeIfAbsent(weight.request(), ignored -> new ArrayList<>())
          .add(new Counted(weight, each.multiply(BigInteger.valueOf(weight.weight()))));
    }
  }

  /** What all units and limits cost. */
  BigInteger worth() {
    return price.multiply(BigInteger.valueOf(free)).add(ofLimits);
  }

  /** What a request pays that takes so many units. */
  BigInteger paid(int request, int units) {
    return counted.getOrDefault(request, List.of()).stream()
        .filter(each -> units >= each.weight.units())
        .map(Counted::price)
        .reduce(price.multiply(BigInteger.valueOf(units)), BigInteger::add);
  }
}
