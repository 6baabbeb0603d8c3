package exchange.api.demo;

import exchange.core.member.Organization;
import exchange.core.member.Role;
import exchange.core.values.StorageClass;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** The invented firms of the demo. They do not depend on the seed. */
final class DemoMembers {

  /**
   * @param brand what its warehouses are called by
   */
  private record OwnerFirm(String name, String brand, String country) {}

  /**
   * What an exporter stores abroad.
   *
   * @param exporter its number, from 1
   */
  record Trade(int exporter, StorageClass storageClass, String goods) {}

  private static final List<OwnerFirm> OWNERS =
      List.of(
          new OwnerFirm("Mesa Ridge Distribution LLC", "Mesa Ridge", "US"),
          new OwnerFirm("Tidewater & Hale Warehousing Corp.", "Tidewater & Hale", "US"),
          new OwnerFirm("Palmetto Spur Storage Inc.", "Palmetto Spur", "US"),
          new OwnerFirm("Cascade Hollow Crossdock Ltd.", "Cascade Hollow", "CA"),
          new OwnerFirm("Elbkai Lagerhaus GmbH", "Elbkai", "DE"),
          new OwnerFirm("Maasoever Opslag B.V.", "Maasoever", "NL"),
          new OwnerFirm("Harwood & Pell Storage Ltd", "Harwood & Pell", "GB"),
          new OwnerFirm("Entrepôts du Cap Fauve S.A.S.", "Cap Fauve", "FR"),
          new OwnerFirm("Almacenes Turia Norte S.L.", "Turia Norte", "ES"),
          new OwnerFirm("Minatogawa Soko K.K.", "Minatogawa", "JP"),
          new OwnerFirm("Wattle Creek Storage Pty Ltd", "Wattle Creek", "AU"),
          new OwnerFirm("Al Waha Gate Storage FZE", "Al Waha Gate", "AE"));

  private static final List<String> EXPORTERS =
      List.of(
          "Shenzhen Lanyu Smart Home Co., Ltd.",
          "Yiwu Baihe Household Goods Co., Ltd.",
          "Ningbo Haitang Kitchenware Co., Ltd.",
          "Guangzhou Yunque Cosmetics Co., Ltd.",
          "Foshan Qinglan Furniture Co., Ltd.",
          "Qingdao Beichuan Foods Co., Ltd.",
          "Xiamen Luming Outdoor Co., Ltd.",
          "Hangzhou Zhulin Tea & Textiles Co., Ltd.",
          "Dongguan Mingzhe Toys Co., Ltd.",
          "Changzhou Jinghu Auto Parts Co., Ltd.");

  static final List<Trade> TRADES =
      List.of(
          new Trade(1, StorageClass.AMBIENT, "Smart plugs and lamps"),
          new Trade(1, StorageClass.AMBIENT, "Robot vacuum cleaners"),
          new Trade(1, StorageClass.BONDED, "Video doorbells"),
          new Trade(2, StorageClass.AMBIENT, "Storage boxes and hangers"),
          new Trade(2, StorageClass.AMBIENT, "Christmas decorations"),
          new Trade(3, StorageClass.AMBIENT, "Cookware sets"),
          new Trade(3, StorageClass.BONDED, "Coffee machines"),
          new Trade(4, StorageClass.CHILLED, "Serums and face masks"),
          new Trade(4, StorageClass.BONDED, "Perfume gift sets"),
          new Trade(5, StorageClass.AMBIENT, "Flat-pack shelves"),
          new Trade(5, StorageClass.AMBIENT, "Office chairs"),
          new Trade(6, StorageClass.FROZEN, "Frozen dumplings"),
          new Trade(6, StorageClass.FROZEN, "Frozen squid rings"),
          new Trade(6, StorageClass.CHILLED, "Kimchi and pickles"),
          new Trade(7, StorageClass.AMBIENT, "Tents and camping chairs"),
          new Trade(7, StorageClass.AMBIENT, "Bicycle trailers"),
          new Trade(8, StorageClass.AMBIENT, "Bed linen"),
          new Trade(8, StorageClass.CHILLED, "Spring-picked green tea"),
          new Trade(9, StorageClass.AMBIENT, "Wooden train sets"),
          new Trade(9, StorageClass.AMBIENT, "Plush animals"),
          new Trade(10, StorageClass.AMBIENT, "Brake discs and pads"),
          new Trade(10, StorageClass.BONDED, "Alloy wheels"),
          new Trade(1, StorageClass.HAZMAT, "Power banks"),
          new Trade(4, StorageClass.HIGH_VALUE, "Pearl jewellery"));

  private DemoMembers() {}

  static List<DemoMarket.Member> owners() {
    return IntStream.rangeClosed(1, OWNERS.size()).mapToObj(DemoMembers::owner).toList();
  }

  private static DemoMarket.Member owner(int number) {
    OwnerFirm firm = OWNERS.get(number - 1);
    Organization organization =
        new Organization(
            DemoMarket.id("owner", number), firm.name(), firm.country(), Set.of(Role.OWNER));
    return new DemoMarket.Member(organization, DemoMarket.OWNER_CLIENT + number);
  }

  static String brand(int owner) {
    return OWNERS.get(owner - 1).brand();
  }

  static List<DemoMarket.Member> exporters() {
    return IntStream.rangeClosed(1, EXPORTERS.size()).mapToObj(DemoMembers::exporter).toList();
  }

  private static DemoMarket.Member exporter(int number) {
    Organization organization =
        new Organization(
            DemoMarket.id("exporter", number),
            EXPORTERS.get(number - 1),
            "CN",
            Set.of(Role.EXPORTER));
    return new DemoMarket.Member(organization, DemoMarket.EXPORTER_CLIENT + number);
  }

  static DemoMarket.Member operator() {
    Organization organization =
        new Organization(
            DemoMarket.id("operator", 1), "Demo Exchange Operator", "SG", Set.of(Role.OPERATOR));
    return new DemoMarket.Member(organization, DemoMarket.OPERATOR_CLIENT);
  }
}
