/**
 * Members that make no new deals for a time, and how they appeal against that. Knows values and
 * member.
 */
@NullMarked
package exchange.core.blacklist;

import org.jspecify.annotations.NullMarked;
