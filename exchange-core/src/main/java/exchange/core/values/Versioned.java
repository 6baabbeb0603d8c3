package exchange.core.values;

/**
 * What is edited, with the version that an edit must name.
 *
 * @param version 1 for what was just made, one more after each edit
 */
public record Versioned<T>(T value, int version) {}
