package exchange.api.web;

import java.util.List;

/** Figures side by side as upright bars. */
public record Columns(List<Column> all) {

  /**
   * @param name in full, for those who hear it or point at it
   * @param mark short, for below the bar; empty where there is no room for one
   * @param height 0 to 100
   */
  public record Column(String name, String mark, String value, double height) {}

  /** One figure on its way to be drawn. */
  record Figure(String name, String mark, String value, double size) {}

  /**
   * @param most what a bar of full height stands for
   */
  static Columns of(List<Figure> figures, double most) {
    return new Columns(
        figures.stream()
            .map(
                each ->
                    new Column(
                        each.name(),
                        each.mark(),
                        each.value(),
                        most <= 0 ? 0 : Math.round(1000 * each.size() / most) / 10.0))
            .toList());
  }

  /** With the largest at full height. */
  static Columns of(List<Figure> figures) {
    return of(figures, figures.stream().mapToDouble(Figure::size).max().orElse(0));
  }

  public boolean isEmpty() {
    return all.stream().allMatch(column -> column.height() == 0);
  }
}
