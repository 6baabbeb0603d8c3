package exchange.api.demo;

import exchange.core.values.Place;
import exchange.core.values.Places;
import exchange.core.warehouse.Warehouse;
import java.util.ArrayList;
import java.util.List;

/** Draws the sites of the demo: invented warehouses near real ports. */
final class DemoWarehouses {

  /** A warehouse and the gateway that it stands behind; the gateway's first site has rank 1. */
  record Placed(Gateway gateway, int rank, Warehouse warehouse) {}

  private final Places places;
  private final List<DemoMarket.Member> owners;
  private final Dice dice;

  DemoWarehouses(Places places, List<DemoMarket.Member> owners, Dice dice) {
    this.places = places;
    this.owners = owners;
    this.dice = dice;
  }

  List<Placed> draw() {
    List<Placed> all = new ArrayList<>();
    for (Gateway gateway : Gateway.ALL) {
      for (int rank = 1; rank <= gateway.sites(); rank++) {
        all.add(new Placed(gateway, rank, warehouse(all.size() + 1, gateway, rank)));
      }
    }
    return all;
  }

  private Warehouse warehouse(int number, Gateway gateway, int rank) {
    Place port = places.require(gateway.unlocode());
    String street = dice.pick(CountryCustom.of(port.country()).streets());
    String house = String.valueOf(dice.between(2, 98));
    return new Warehouse(
        DemoMarket.id("warehouse", number),
        owners.get(gateway.owner() - 1).organization().id(),
        DemoMembers.brand(gateway.owner()) + " " + port.name() + " " + rank,
        street.replace("#", house) + ", " + port.name(),
        port.country(),
        gateway.somewhere(port, dice),
        port,
        port.zone());
  }
}
