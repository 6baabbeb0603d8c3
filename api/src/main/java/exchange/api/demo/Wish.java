package exchange.api.demo;

import exchange.core.request.LeaseRequest;
import exchange.core.values.StorageClass;
import exchange.core.values.Unit;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.joda.money.Money;

/**
 * What a request asks for, before it has a name and a budget.
 *
 * @param startDays how many first days would do, 1 or more
 */
record Wish(
    StorageClass storageClass,
    Unit unit,
    int quantity,
    LocalDate earliestStart,
    int startDays,
    int days,
    List<LeaseRequest.Market> markets) {

  Wish of(StorageClass other) {
    return new Wish(other, unit, quantity, earliestStart, startDays, days, markets);
  }

  Wish in(Unit other) {
    return new Wish(storageClass, other, quantity, earliestStart, startDays, days, markets);
  }

  Wish ofUnits(int other) {
    return new Wish(storageClass, unit, other, earliestStart, startDays, days, markets);
  }

  Wish from(LocalDate other) {
    return new Wish(storageClass, unit, quantity, other, startDays, days, markets);
  }

  Wish startingExactly() {
    return new Wish(storageClass, unit, quantity, earliestStart, 1, days, markets);
  }

  Wish forDays(int other) {
    return new Wish(storageClass, unit, quantity, earliestStart, startDays, other, markets);
  }

  LeaseRequest request(UUID id, UUID exporterId, String goods, Money budget) {
    return new LeaseRequest(
        id,
        exporterId,
        goods,
        storageClass,
        unit,
        quantity,
        earliestStart,
        earliestStart.plusDays(startDays - 1L),
        days,
        markets,
        budget);
  }
}
