import unittest, io
class T(unittest.TestCase):
    def test_ok(self): self.assertEqual(1, 1)
    def test_fail(self): self.assertEqual([1, 2], [1, 3])
    def test_raises(self):
        with self.assertRaises(ZeroDivisionError): 1 / 0
    @unittest.skip("later")
    def test_skip(self): pass
s = io.StringIO()
r = unittest.TextTestRunner(stream=s, verbosity=2).run(unittest.defaultTestLoader.loadTestsFromTestCase(T))
print(r.testsRun, len(r.failures), len(r.skipped), r.wasSuccessful(), "First differing element 1" in s.getvalue())
