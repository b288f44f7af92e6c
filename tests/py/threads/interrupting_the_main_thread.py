import _thread, signal, threading, time
try: _thread.interrupt_main()
except KeyboardInterrupt: print("at once")
spinning = []
def later():
    while not spinning: time.sleep(0.001)
    _thread.interrupt_main()
thread = threading.Thread(target=later)
thread.start()
try:
    spinning.append(True)
    while True: pass
except KeyboardInterrupt: print("interrupted")
thread.join()
signal.signal(signal.SIGUSR1, lambda *args: print("handler"))
_thread.interrupt_main(signal.SIGUSR1)
signal.signal(signal.SIGINT, signal.SIG_IGN)
_thread.interrupt_main()
signal.signal(signal.SIGINT, signal.SIG_DFL)
_thread.interrupt_main()
for number in (0, 65):
    try: _thread.interrupt_main(number)
    except ValueError as e: print(e)
