package exchange.api.web;

import exchange.core.listing.AcceptanceRule;
import exchange.core.listing.AcceptanceRule.Mode;
import exchange.core.listing.AcceptanceRule.Range;
import exchange.core.listing.Listing;
import exchange.core.listing.RateCard;
import exchange.core.listing.RateCard.LengthDiscount;
import exchange.core.listing.Site;
import exchange.core.listing.StorageRate;
import exchange.core.listing.SubletRule;
import exchange.core.member.CreditTier;
import exchange.core.values.DateRange;
import exchange.core.values.Refusal;
import exchange.core.values.RefusedException;
import exchange.core.values.StorageClass;
import exchange.core.values.Unit;
import exchange.core.warehouse.Warehouse;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.joda.money.CurrencyUnit;
import org.joda.money.IllegalCurrencyException;
import org.springframework.util.LinkedMultiValueMap;

/**
 * Listings as rows of a spreadsheet. The columns have the names that the listing form gives its
 * fields, so that a row and a form are read by the same code.
 */
final class ListingSheet {
  /** In the order of the template; those with a default may be left empty. */
  static final List<String> COLUMNS =
      List.of(
          "warehouse",
          "storageClass",
          "unit",
          "quantity",
          "from",
          "to",
          "minimumQuantity",
          "minimumDays",
          "currency",
          "rate",
          "basis",
          "handlingIn",
          "handlingOut",
          "minimumCharge",
          "taxPercent",
          "discountDays",
          "discountPercent",
          "sublets",
          "acceptance",
          "excludedGoods",
          "leastTier",
          "leastQuantity",
          "mostQuantity",
          "leastDays",
          "mostDays",
          "partners");

  static final int MOST_ROWS = 2_000;

  /** A row to write over: a year of 400 pallets from some day on. */
  static List<String> example(String warehouse, LocalDate from) {
    return List.of(
        warehouse,
        "AMBIENT",
        "XPX",
        "400",
        from.toString(),
        from.plusYears(1).minusDays(1).toString(),
        "10",
        "14",
        "USD",
        "0.32",
        "DAY",
        "3.50",
        "3.50",
        "150",
        "0",
        "90",
        "8",
        "WITH_CONSENT",
        "AT_ONCE",
        "",
        "",
        "",
        "",
        "",
        "",
        "");
  }

  private static final UUID NONE = new UUID(0, 0);

  private ListingSheet() {}

  /**
   * What is wrong with a row.
   *
   * @param line of the file, from 1
   * @param column by its name
   * @param problem the name of a message
   */
  public record Mistake(long line, String column, String problem, String typed) {}

  /** A row that can be listed. */
  record Row(long line, Fields fields) {}

  /** What a file came to. */
  record Checked(List<Row> rows, List<Mistake> mistakes) {}

  /** Names the first mistake of each row; a row without one is listed when the owner says so. */
  static Checked check(List<Row> rows, Collection<Warehouse> warehouses, Collection<String> known) {
    List<Row> good = new ArrayList<>();
    List<Mistake> mistakes = new ArrayList<>();
    for (Row row : rows) {
      try {
        Warehouse warehouse = warehouse(row.fields(), warehouses);
        offer(row.fields(), NONE, NONE, Site.of(warehouse));
        if (!known.contains(row.fields().get("currency"))) {
          throw new Misfit("currency", "currency");
        }
        good.add(row);
      } catch (Misfit misfit) {
        String typed = row.fields().get(misfit.column);
        mistakes.add(new Mistake(row.line(), misfit.column, misfit.problem, typed));
      }
    }
    return new Checked(good, mistakes);
  }

  /** A cell that does not fit. */
  static final class Misfit extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String column;
    private final String problem;

    Misfit(String column, String problem) {
      super(column + ": " + problem, null, false, false);
      this.column = column;
      this.problem = problem;
    }

    RefusedException refusal() {
      return Refusal.invalid(column, "does not fit (" + problem + ")");
    }
  }

  /** By its name or its id. */
  static Warehouse warehouse(Fields fields, Collection<Warehouse> warehouses) {
    String wanted = fields.get("warehouse");
    return warehouses.stream()
        .filter(each -> each.name().equals(wanted) || each.id().toString().equals(wanted))
        .findFirst()
        .orElseThrow(() -> new Misfit("warehouse", wanted.isEmpty() ? "missing" : "warehouse"));
  }

  /**
   * @throws Misfit naming the first column that does not fit
   */
  static Listing offer(Fields row, UUID id, UUID owner, Site site) {
    StorageClass storageClass =
        cell("storageClass", "choice", () -> row.choice("storageClass", StorageClass.class));
    Unit unit = cell("unit", "choice", () -> row.choice("unit", Unit.class));
    int quantity = positive(row, "quantity", Listing.MOST_UNITS);
    DateRange window = window(row);
    int minimumQuantity =
        row.has("minimumQuantity") ? positive(row, "minimumQuantity", quantity) : 1;
    int minimumDays = row.has("minimumDays") ? positive(row, "minimumDays", window.days()) : 1;
    RateCard card = card(row);
    return new Listing(
        id,
        owner,
        site,
        storageClass,
        unit,
        quantity,
        window,
        card,
        minimumQuantity,
        minimumDays,
        true,
        row.has("sublets")
            ? cell("sublets", "choice", () -> row.choice("sublets", SubletRule.class))
            : SubletRule.WITH_CONSENT,
        Optional.empty(),
        acceptance(row, AcceptanceRule.AT_ONCE));
  }

  /**
   * Words and partners are parted by commas or semicolons.
   *
   * @param otherwise if the row says nothing of it
   * @throws Misfit naming the first column that does not fit
   */
  static AcceptanceRule acceptance(Fields row, AcceptanceRule otherwise) {
    if (!row.has("acceptance")) {
      return otherwise;
    }
    Mode mode = cell("acceptance", "choice", () -> row.choice("acceptance", Mode.class));
    Optional<CreditTier> tier =
        row.has("leastTier")
            ? Optional.of(
                cell("leastTier", "choice", () -> row.choice("leastTier", CreditTier.class)))
            : Optional.empty();
    return new AcceptanceRule(
        mode,
        words(row, "excludedGoods"),
        tier,
        range(row, "leastQuantity", "mostQuantity", AcceptanceRule.ANY_QUANTITY),
        range(row, "leastDays", "mostDays", AcceptanceRule.ANY_DAYS),
        words(row, "partners").stream()
            .map(word -> cell("partners", "partner", () -> partner(word)))
            .toList());
  }

  private static UUID partner(String word) {
    try {
      return UUID.fromString(word);
    } catch (IllegalArgumentException none) {
      throw Refusal.invalid("partners", "must be ids of members");
    }
  }

  private static List<String> words(Fields row, String column) {
    return Stream.of(row.get(column).split("[,;\uff0c\uff1b\u3001]"))
        .map(String::strip)
        .filter(word -> !word.isEmpty())
        .toList();
  }

  private static Range range(Fields row, String least, String most, Range any) {
    int from = row.has(least) ? positive(row, least, any.most()) : any.least();
    int to = row.has(most) ? positive(row, most, any.most()) : any.most();
    if (to < from) {
      throw new Misfit(most, "range");
    }
    return new Range(from, to);
  }

  /** The last night is what people write; the range ends on the day after. */
  private static DateRange window(Fields row) {
    var from = cell("from", "date", () -> row.date("from"));
    var last = cell("to", "date", () -> row.date("to"));
    if (last.isBefore(from) || last.isAfter(from.plusDays(Listing.MOST_DAYS - 1L))) {
      throw new Misfit("to", "window");
    }
    return new DateRange(from, last.plusDays(1));
  }

  private static RateCard card(Fields row) {
    CurrencyUnit currency = cell("currency", "currency", () -> currency(row.text("currency")));
    BigDecimal rate = amount(row, "rate");
    var basis = cell("basis", "choice", () -> row.choice("basis", StorageRate.Basis.class));
    List<LengthDiscount> discounts = new ArrayList<>();
    if (row.has("discountDays") || row.has("discountPercent")) {
      int days = positive(row, "discountDays", Listing.MOST_DAYS);
      discounts.add(new LengthDiscount(days, percent(row, "discountPercent")));
    }
    return new RateCard(
        currency,
        new StorageRate(rate, basis),
        optionalAmount(row, "handlingIn"),
        optionalAmount(row, "handlingOut"),
        optionalAmount(row, "minimumCharge"),
        discounts,
        List.of(),
        row.has("taxPercent") ? percent(row, "taxPercent") : BigDecimal.ZERO);
  }

  private static CurrencyUnit currency(String code) {
    try {
      return CurrencyUnit.of(code);
    } catch (IllegalCurrencyException none) {
      throw new Misfit("currency", "currency");
    }
  }

  private static int positive(Fields row, String column, int most) {
    int number = cell(column, "whole", () -> row.whole(column));
    if (number < 1 || number > most) {
      throw new Misfit(column, "range");
    }
    return number;
  }

  private static BigDecimal optionalAmount(Fields row, String column) {
    return row.has(column) ? amount(row, column) : BigDecimal.ZERO;
  }

  private static BigDecimal amount(Fields row, String column) {
    BigDecimal amount = cell(column, "number", () -> row.decimal(column));
    if (amount.signum() < 0) {
      throw new Misfit(column, "negative");
    }
    return amount;
  }

  private static BigDecimal percent(Fields row, String column) {
    BigDecimal percent = amount(row, column);
    if (percent.compareTo(BigDecimal.valueOf(100)) > 0) {
      throw new Misfit(column, "percent");
    }
    return percent;
  }

  private static <T> T cell(String column, String problem, Supplier<T> read) {
    try {
      return read.get();
    } catch (RefusedException refused) {
      boolean missing = "is required".equals(refused.refusal().facts().get("problem"));
      throw new Misfit(column, missing ? "missing" : problem);
    }
  }

  /** Cells by the names of their columns. */
  static Fields fields(List<String> header, List<String> cells) {
    LinkedMultiValueMap<String, String> row = new LinkedMultiValueMap<>();
    for (int i = 0; i < header.size() && i < cells.size(); i++) {
      row.add(header.get(i), cells.get(i));
    }
    return new Fields(row);
  }
}
