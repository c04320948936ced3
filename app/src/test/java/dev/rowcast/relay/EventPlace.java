package dev.rowcast.relay;

/** Where an event says that its change stands: in which generation of the server, which file, at which byte, as which row. */
record EventPlace(int generation, int fileNumber, long offset, int row) {
    private static final int AFTER_POS = ",\"row\":".length();
    private static final int AFTER_FILE = "\",\"pos\":".length();

    /** Reads an event from its end: {@code "file":"s0.000001","pos":104,"row":1}}}. */
    static EventPlace of(byte[] event) {
        int end = event.length - 2;
        int begin = beginOfNumber(event, end);
        int row = (int) number(event, begin, end);
        end = begin - AFTER_POS;
        begin = beginOfNumber(event, end);
        long offset = number(event, begin, end);
        end = begin - AFTER_FILE;
        begin = beginOfNumber(event, end);
        int generation = (int) number(event, beginOfNumber(event, begin - 1), begin - 1);
        return new EventPlace(generation, (int) number(event, begin, end), offset, row);
    }

    private static int beginOfNumber(byte[] text, int end) {
        int begin = end;
        while (text[begin - 1] >= '0' && text[begin - 1] <= '9') {
            begin--;
        }
        return begin;
    }

    private static long number(byte[] text, int begin, int end) {
        long number = 0;
        for (int i = begin; i < end; i++) {
            number = number * 10 + text[i] - '0';
        }
        return number;
    }
}
