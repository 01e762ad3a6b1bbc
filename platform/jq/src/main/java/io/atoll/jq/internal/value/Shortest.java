package io.atoll.jq.internal.value;

/** Writes doubles as David Gay's {@code g_fmt} does, which jq uses. */
final class Shortest {

    private Shortest() {}

    /** The shortest digits that tell a finite double that is not zero apart from its neighbours. */
    static String text(double x) {
        String java = Double.toString(Math.abs(x));
        int mark = java.indexOf('E');
        if (mark < 0 && !java.endsWith(".0")) {
            return x < 0 ? "-" + java : java;
        }
        int end = mark < 0 ? java.length() : mark;
        int point = java.indexOf('.');
        StringBuilder digits = new StringBuilder(20).append(java, 0, point).append(java, point + 1, end);
        int first = 0;
        while (digits.charAt(first) == '0') {
            first++;
        }
        int last = digits.length();
        while (digits.charAt(last - 1) == '0') {
            last--;
        }
        // The decimal point stands before this digit, counted from the first.
        int place = point - first + (mark < 0 ? 0 : Integer.parseInt(java, mark + 1, java.length(), 10));
        String significant = single(digits.substring(first, last), place, x);
        StringBuilder text = new StringBuilder(26);
        if (x < 0) {
            text.append('-');
        }
        boolean carried = significant.equals("10");
        layOut(carried ? "1" : significant, carried ? place + 1 : place, text);
        return text.toString();
    }

    /** Among the smallest doubles one digit can do where Java gives the two that are nearer. */
    private static String single(String digits, int place, double x) {
        if (digits.length() == 2 && place < -300) {
            int rounded = (Integer.parseInt(digits) + 5) / 10;
            if (Double.parseDouble(rounded + "E" + (place - 1)) == Math.abs(x)) {
                return Integer.toString(rounded);
            }
        }
        return digits;
    }

    private static void layOut(String digits, int place, StringBuilder text) {
        int length = digits.length();
        if (place <= -4 || place > length + 15) {
            text.append(digits.charAt(0));
            if (length > 1) {
                text.append('.').append(digits, 1, length);
            }
            int exponent = place - 1;
            text.append('e').append(exponent < 0 ? '-' : '+');
            if (Math.abs(exponent) < 10) {
                text.append('0');
            }
            text.append(Math.abs(exponent));
        } else if (place <= 0) {
            text.append("0.").repeat('0', -place).append(digits);
        } else if (place < length) {
            text.append(digits, 0, place).append('.').append(digits, place, length);
        } else {
            text.append(digits).repeat('0', place - length);
        }
    }
}
